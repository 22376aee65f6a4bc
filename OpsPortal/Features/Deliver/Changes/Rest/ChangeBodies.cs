using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Changes.Rest;

/// <summary>What a list of changes can be asked for. What is not given does not narrow.</summary>
internal sealed record ChangeListParameters
{
    [FromQuery(Name = "q"), Description("Words of title, components, environment or requester, or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("draft, awaitingApproval, approved, rejected, implementing, implemented, backedOut, closed, withdrawn; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "kind"), Description("standard, normal, emergency; repeatable")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "risk"), Description("low, medium, high, veryHigh; repeatable")]
    public string[]? Risk { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    [FromQuery(Name = "environment")]
    public string? Environment { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public ChangeFilter Read(QueryReader read) => new()
    {
        Text = Text ?? "",
        States = read.Names<ChangeState>("state", State),
        Kinds = read.Names<Kind>("kind", Kind),
        Risks = read.Names<RiskLevel>("risk", Risk),
        Service = Service ?? "",
        Environment = Environment ?? "",
    };
}

/// <summary>A change in a list.</summary>
internal sealed record ChangeItem(
    string Number, string Title, Kind Kind, ChangeState State, RiskLevel Risk, int RiskTotal, string Environment, IReadOnlyList<string> Services, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, string RequestedBy, DateTimeOffset RequestedAt,
    DateTimeOffset ChangedAt, int Revision, int Round, bool BrokeGlass)
{
    public static ChangeItem Of(ChangeRow row) => new(row.Number.ToString(), row.Title, row.Kind, row.State, row.Risk, row.RiskTotal, row.Environment, row.Services, row.StartsAt, row.EndsAt, row.RequestedBy, row.RequestedAt,
        row.ChangedAt, row.Revision, row.Round, row.BrokeGlass);
}

internal sealed record RiskPointItem(string Fact, int Points, string Reason);

/// <param name="Floor">Production is never below medium; that is why the level is higher than the total alone would make it.</param>
internal sealed record RiskItem(RiskLevel Level, int Total, bool Floor, IReadOnlyList<RiskPointItem> Points)
{
    public static RiskItem Of(RiskAssessment risk) => new(risk.Level, risk.Total, risk.Floor, [.. risk.Points.Select(point => new RiskPointItem(point.Fact, point.Points, point.Reason))]);
}

internal sealed record ClashItem(ClashKind Kind, string With, string Words)
{
    public static ClashItem Of(Clash clash) => new(clash.Kind, clash.With?.Number ?? "", clash.Words);
}

/// <param name="Account">The account, or the address in a commit.</param>
/// <param name="About">What an author wrote.</param>
internal sealed record ParticipantItem(Domain.Deliver.Duties.Part Part, string Name, string Account, string About);

internal sealed record DecisionItem(int Place, DecisionKind Kind, string By, string Account, DateTimeOffset At, string Text, string ContentHash, string Seen, Domain.Deliver.Duties.StepUpMethod? Method, DateTimeOffset? StartNotBefore, DateTimeOffset? ExpiresAt)
{
    public static DecisionItem Of(Decision decision) => new(decision.Place, decision.Kind, decision.By.Name, decision.By.Account, decision.At, decision.Text, decision.ContentHash, decision.Seen, decision.Method, decision.StartNotBefore, decision.ExpiresAt);
}

/// <summary>Where the asking stands.</summary>
/// <param name="ContentHash">What an approval has to be for.</param>
/// <param name="Waiting">Whose turn it is.</param>
internal sealed record RoundItem(int Number, string Policy, string ContentHash, ApprovalState State, string Why, DateTimeOffset RequestedAt, DateTimeOffset DecideBy, DateTimeOffset? ValidUntil, IReadOnlyList<string> Waiting, IReadOnlyList<DecisionItem> Decisions)
{
    public static RoundItem Of(ApprovalRound round, DateTimeOffset at)
    {
        var standing = round.Standing(at);
        return new(round.Number, round.Policy.ToString(), round.ContentHash, standing.State, standing.Why, round.RequestedAt, round.DecideBy, standing.ValidUntil, [.. round.Waiting(at).Select(asked => asked.Name)], [.. round.Decisions.Select(DecisionItem.Of)]);
    }
}

/// <param name="Name">As component checkout/api or step 3.</param>
internal sealed record DifferenceItem(string Name, string Before, string After, bool Voids)
{
    public static DifferenceItem Of(PlanDifference difference) => new(difference.Name, difference.Before, difference.After, difference.Voids);
}

internal sealed record RevisionItem(int Number, string By, DateTimeOffset At, string Note, IReadOnlyList<DifferenceItem> Differences)
{
    public static RevisionItem Of(RevisionView revision) => new(revision.Number, revision.By, revision.At, revision.Note, [.. revision.Differences.Select(DifferenceItem.Of)]);
}

/// <summary>A change in full.</summary>
/// <param name="Policy">The policy that decides now; empty: none does.</param>
/// <param name="Seen">The hash of all that a person who decides is shown now; an approval names it.</param>
/// <param name="Missing">What the plan lacks before anybody can be asked.</param>
internal sealed record ChangeDetail(
    ChangeItem Change, PlanBody Plan, IReadOnlyList<string> Missing, RiskItem Risk, string Policy, string Seen, IReadOnlyList<ClashItem> Clashes, IReadOnlyList<ParticipantItem> Participants, RoundItem? Round, IReadOnlyList<RevisionItem> Revisions)
{
    public static ChangeDetail Of(ChangeView view) => new(
        ChangeItem.Of(view.Row), PlanBody.Of(view.Change.Plan), PlanCheck.Missing(view.Change.Plan), RiskItem.Of(view.Case.Risk), view.Case.Subject?.Policy.Reference.ToString() ?? "", view.Case.Subject?.SheetHash ?? "",
        [.. view.Case.Clashes.Select(ClashItem.Of)], [.. view.Change.Participants.Select(one => new ParticipantItem(one.Part, one.Party.Name, one.Party.Account, one.About))],
        view.Round is { } round ? RoundItem.Of(round, view.Case.At) : null, [.. view.Revisions.Select(RevisionItem.Of)]);
}

internal sealed record ChangeEntryItem(long Id, DateTimeOffset At, ChangeEntryKind Kind, string Actor, ChangeState? From, ChangeState? To, int? Revision, string Text)
{
    public static ChangeEntryItem Of(ChangeEntry entry) => new(entry.Id, entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Revision, entry.Text);
}

/// <param name="Seen">The revision that was edited.</param>
internal sealed record EditBody(int Seen, PlanBody? Plan = null, string Note = "");

internal sealed record ChangeNote(string Text = "");

/// <param name="Source">The commit, or the component and version, as the plan names it.</param>
internal sealed record AuthorBody(string Mail = "", string Source = "", string Name = "");

internal sealed record AuthorsBody(IReadOnlyList<AuthorBody>? Authors = null);

internal sealed record AnswerBody(string Key = "", bool Yes = false, string Because = "");

internal sealed record AnswersBody(IReadOnlyList<AnswerBody>? Answers = null);

/// <param name="StepUp">The id of a step-up of the last five minutes; good for this decision alone.</param>
/// <param name="ContentHash">Of the round, as whoever decides was shown it.</param>
/// <param name="Seen">Of the change, as whoever decides was shown it.</param>
/// <param name="Principal">In whose place; left out: in one's own right.</param>
internal sealed record ApprovalBody(Guid? StepUp = null, string ContentHash = "", string Seen = "", string Reason = "", Guid? Principal = null, DateTimeOffset? StartNotBefore = null)
{
    public Yes ToYes() => new(ContentHash, Seen, Reason, Principal is { } principal ? new PersonId(principal) : null, StartNotBefore);
}

internal sealed record RejectionBody(Guid? StepUp = null, string ContentHash = "", string Reason = "");

/// <param name="StepUp">The id of a step-up of the last five minutes.</param>
internal sealed record SteppedUpBody(Guid? StepUp = null, string Text = "");

internal sealed record OverrideBody(Guid Freeze, DateTimeOffset Until, Guid? StepUp = null, string Reason = "");

/// <summary>What a run is about to do; left out: what the plan says.</summary>
internal sealed record StartBody(string Environment = "", IReadOnlyList<ComponentBody>? Components = null)
{
    public Outcome<Domain.Deliver.Duties.ExecutionIntent?> Read()
    {
        if (Environment.Length == 0 && Components is null) return new Outcome<Domain.Deliver.Duties.ExecutionIntent?>.Done(null);
        var components = new List<ComponentVersion>();
        foreach (var component in Components ?? [])
        {
            if (component is null) return new Refusal("request.missing-part", "A component is missing.");
            if (component.Read() is not Outcome<ComponentVersion>.Done(var version)) return component.Read().Refusal!;
            components.Add(version);
        }

        return new Domain.Deliver.Duties.ExecutionIntent(Environment, components);
    }
}
