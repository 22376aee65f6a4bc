using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People.Directory;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Reads the case of a change. Nothing is remembered between two readings.</summary>
internal sealed class ChangeCases(Catalogue catalogue, ClashReader held, Readiness readiness)
{
    public async Task<ChangeCase> ReadAsync(OpsDb db, Change change, DateTimeOffset at, CancellationToken stopping)
    {
        var snapshot = catalogue.Current;
        var (clashes, freezeIn) = await ClashesAsync(db, change, snapshot, stopping);
        var (book, asked) = (await PolicyShelf.ReadAsync(db, stopping), PolicyQuestion.Of(change.Plan, snapshot, RiskLevel.Low));
        var rehearsals = await RehearsalShelf.ReadAsync(db, change.Plan, stopping);
        var risk = await RiskAsync(db, change, snapshot, clashes, freezeIn, rehearsals.Ago(asked.Tier, at), at, stopping);
        var question = asked with { Risk = risk.Level };
        var policy = book.Select(question);
        var round = change.Round == 0 ? null : await RoundAsync(db, change.Number.ToString(), change.Round, stopping);
        var delegations = await db.Set<Delegation>().AsNoTracking().Where(delegation => delegation.Until > change.RequestedAt).ToListAsync(stopping);
        var template = change.Plan.Template is { } named ? await db.Set<ChangeTemplate>().AsNoTracking().SingleOrDefaultAsync(kept => kept.Key == named.Key && kept.Revision == named.Revision, stopping) : null;
        var who = await Colleagues.ReadAsync(db, delegations, stopping);
        var only = OnlyApprover(change, policy, who, at);
        if (only is not null && change.Plan.Window is not null) clashes = await held.OfAsync(db, change.Number.ToString(), change.Plan, stopping, only);
        return new(change, risk, policy, clashes, only, await readiness.OfAsync(db, change, at, stopping), rehearsals.Standing(book, question, at), round, who, template, at);
    }

    /// <summary>Found after risk and policy, which decide who could approve: that this person is busy makes a change no riskier.</summary>
    private static Booking? OnlyApprover(Change change, Outcome<PolicyRevision> policy, WhoIsWho who, DateTimeOffset at) =>
        change.State is ChangeState.Draft or ChangeState.AwaitingApproval && policy is Outcome<PolicyRevision>.Done(var deciding)
            ? ChangeWork.OnlyApprover(WhoCouldApprove.Of(ApprovalSubject.Of(change, deciding, ""), who, at), who.Links) : null;

    /// <summary>One round with its decisions, ready to be added to.</summary>
    public static async Task<ApprovalRound?> RoundAsync(OpsDb db, string subject, int number, CancellationToken stopping) =>
        await db.Set<ApprovalRound>().Include(round => round.Decisions.OrderBy(decision => decision.Place)).SingleOrDefaultAsync(round => round.Subject == subject && round.Number == number, stopping);

    private async Task<(IReadOnlyList<Clash> Clashes, TimeSpan? FreezeIn)> ClashesAsync(OpsDb db, Change change, CatalogueSnapshot snapshot, CancellationToken stopping)
    {
        if (change.Plan.Window is not { } window) return ([], null);
        var plan = ChangeWork.Of(change.Number.ToString(), change.Plan, snapshot);
        var clashes = await held.OfAsync(db, plan, stopping);
        var next = (await PlannedWorkReader.FreezesAsync(db, window.Start, window.End + RiskScale.FreezeIsNear, stopping)).Where(freeze => Concerns(freeze, plan)).MinBy(freeze => freeze.Start);
        return (clashes, next is null ? null : next.Start <= window.End ? TimeSpan.Zero : next.Start - window.End);
    }

    private static bool Concerns(PlannedWork freeze, PlannedWork plan) =>
        (freeze.Services.Count == 0 || freeze.Services.Any(plan.Services.Contains)) && (freeze.Environment.Length == 0 || string.Equals(freeze.Environment, plan.Environment, StringComparison.OrdinalIgnoreCase));

    private static async Task<RiskAssessment> RiskAsync(OpsDb db, Change change, CatalogueSnapshot snapshot, IReadOnlyList<Clash> clashes, TimeSpan? freezeIn, TimeSpan? rehearsed, DateTimeOffset at, CancellationToken stopping)
    {
        var question = PolicyQuestion.Of(change.Plan, snapshot, RiskLevel.Low);
        var services = change.Plan.Components.Select(component => component.Service).Distinct().ToList();
        var dependants = services.Where(service => snapshot.Graph.NumberOf(service) >= 0).SelectMany(service => snapshot.Graph.Downstream(service)).Except(services).Distinct().Count();
        var (record, first) = await TrackRecords.OfAsync(db, change, snapshot, at, stopping);
        var answered = await db.Set<AnsweredRisk>().AsNoTracking().SingleOrDefaultAsync(kept => kept.Change == change.Number, stopping);
        var answers = answered is null ? [] : RiskQuestionnaire.Score(answered.Answers, answered.By) is Outcome<IReadOnlyList<RiskPoint>>.Done(var scored) ? scored : [];
        return RiskAssessment.Of(new()
        {
            Tier = question.Tier,
            Criticality = question.Criticality,
            Dependants = dependants,
            Clashes = clashes.Count(clash => clash.With is not null),
            Components = change.Plan.Components.Count,
            Steps = change.Plan.Steps.Count,
            IsFirstOfItsKind = first,
            RehearsedAgo = rehearsed,
            Record = record,
            IsOutsideWindow = clashes.Any(clash => clash.Kind == ClashKind.Maintenance),
            FreezeIn = freezeIn,
        }, answers);
    }
}
