using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Deployed;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Acts;

/// <summary>Go or no go, and then the release itself, which another person carries out.</summary>
internal sealed class DecideOnRelease(ReleaseDesk desk, IDeployedVersions deployed)
{
    /// <remarks>Refused without <see cref="Permissions.ReleasesDecide"/>, and as <see cref="Release.Go"/>.</remarks>
    public Task<Outcome<Release>> GoAsync(ActingSession by, ReleaseNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesDecide, number, "release.go", async (_, release, now) => release.Go(reason, await RunningAsync(release, stopping), by.Party, now).Refusal, stopping);

    /// <remarks>Refused without <see cref="Permissions.ReleasesDecide"/>, and as <see cref="Release.NoGo"/>.</remarks>
    public Task<Outcome<Release>> NoGoAsync(ActingSession by, ReleaseNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesDecide, number, "release.no-go", (_, release, now) => Task.FromResult(release.NoGo(reason, by.Party, now).Refusal), stopping);

    /// <summary>Its audience has it from now on; its switch is turned on, for whom it is set, or where nobody is named for everybody.</summary>
    /// <remarks>Refused without <see cref="Permissions.ReleasesDecide"/>, and as <see cref="Release.Publish"/>.</remarks>
    public Task<Outcome<Release>> PublishAsync(ActingSession by, ReleaseNumber number, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesDecide, number, "release.released", async (db, release, now) =>
            release.Publish(await RunningAsync(release, stopping), by.Party, now).Refusal ?? await TurnAsync(db, release, rule => rule.TurnedOn(), $"{release.Number} is released", by, now, stopping), stopping);

    /// <summary>Takes it away from its audience; its switch is turned off, and keeps whom it was set for.</summary>
    /// <remarks>Refused without <see cref="Permissions.ReleasesDecide"/>, and as <see cref="Release.Withdraw"/>.</remarks>
    public Task<Outcome<Release>> WithdrawAsync(ActingSession by, ReleaseNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesDecide, number, "release.withdrawn", async (db, release, now) =>
            release.Withdraw(reason, by.Party, now).Refusal ?? await TurnAsync(db, release, rule => rule with { IsOn = false }, $"{release.Number} is withdrawn", by, now, stopping), stopping);

    private static async Task<Refusal?> TurnAsync(OpsDb db, Release release, Func<SwitchRule, SwitchRule> turn, string reason, ActingSession by, DateTimeOffset at, CancellationToken stopping)
    {
        if (await ReleaseDesk.SwitchAsync(db, release, by.Party, at, stopping) is not { } feature || turn(feature.Rule) is var rule && rule == feature.Rule) return null;
        if (feature.Set(rule, by.Party, at, reason).Refusal is { } why) return why;
        release.Switched(rule, "", by.Party, at);
        return null;
    }

    private async Task<IReadOnlyList<ComponentVersion>> RunningAsync(Release release, CancellationToken stopping) =>
        (await deployed.OfAsync([.. release.Draft.Contents.Select(content => (content.Service, content.Component))], stopping)).In(release.Draft.Environment);
}
