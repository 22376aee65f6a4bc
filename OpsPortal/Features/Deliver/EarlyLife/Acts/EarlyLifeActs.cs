using System.Globalization;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.EarlyLife.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Acts;

/// <summary>What people do with a support that runs. Every act is refused as <see cref="EarlyLifeDesk.RunAsync"/>, and as the act of the same name of <see cref="EarlyLifeSupport"/>.</summary>
internal sealed class EarlyLifeActs(EarlyLifeDesk desk)
{
    public Task<Outcome<EarlyLifeSupport>> ShowAsync(ActingSession by, DeploymentNumber number, string criterion, string evidence, CancellationToken stopping) =>
        desk.RunAsync(by, number, "early-life.shown", (support, _, now) => Said(support.Show(criterion, evidence, by.Party, now), EarlyLifeEntryKind.Shown, $"{criterion}: {evidence.Trim()}"), stopping);

    /// <param name="until">UTC.</param>
    public Task<Outcome<EarlyLifeSupport>> ExtendAsync(ActingSession by, DeploymentNumber number, DateTimeOffset until, CancellationToken stopping) =>
        desk.RunAsync(by, number, "early-life.extended", (support, _, _) => Said(support.Extend(until), EarlyLifeEntryKind.Extended, string.Create(CultureInfo.InvariantCulture, $"Until {until.UtcDateTime:d MMM yyyy HH:mm} UTC")), stopping);

    public Task<Outcome<EarlyLifeSupport>> EndAsync(ActingSession by, DeploymentNumber number, CancellationToken stopping) =>
        desk.RunAsync(by, number, "early-life.ended", (support, facts, now) => Said(support.End(facts, by.Party, now), EarlyLifeEntryKind.Ended, "Every criterion holds."), stopping);

    public Task<Outcome<EarlyLifeSupport>> EndByDecisionAsync(ActingSession by, DeploymentNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by, number, "early-life.decided", (support, facts, now) =>
        {
            var decided = support.EndByDecision(reason, facts, by.Party, now);
            return Said(decided, EarlyLifeEntryKind.Decided, support.LeftOpen.Count > 0 ? $"{support.Decision}\nLeft open: {string.Join("; ", support.LeftOpen)}" : support.Decision);
        }, stopping);

    private static Outcome<Noted> Said(Outcome<EarlyLifeSupport> outcome, EarlyLifeEntryKind kind, string text) => outcome.Refusal is { } why ? why : new Noted(kind, text);
}
