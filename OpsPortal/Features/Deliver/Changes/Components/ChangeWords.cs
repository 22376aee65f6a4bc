using MudBlazor;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Ui.Time;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Changes.Components;

/// <summary>Changes in the words of the screens.</summary>
internal static class ChangeWords
{
    public static string State(ChangeState state) => state switch
    {
        ChangeState.AwaitingApproval => "Awaiting approval",
        ChangeState.BackedOut => "Backed out",
        _ => state.ToString(),
    };

    public static string Kinded(Kind kind) => $"{kind} change";

    public static string Risk(RiskLevel risk) => risk == RiskLevel.VeryHigh ? "Very high" : risk.ToString();

    /// <summary>How it stands, in one sentence: what it waits for, and of whom.</summary>
    public static string Summary(ChangeView view, DateTimeOffset now)
    {
        var (row, change) = (view.Row, view.Change);
        return row.State switch
        {
            ChangeState.Draft when PlanCheck.Missing(change.Plan) is { Count: > 0 } missing => $"A draft of {row.RequestedBy}. Before anybody is asked it needs {string.Join(", ", missing)}.",
            ChangeState.Draft => $"A draft of {row.RequestedBy}, ready to be submitted.",
            ChangeState.AwaitingApproval when view.Standing?.State == ApprovalState.AskedBack => "A question is open; nothing counts as approved until it is answered.",
            ChangeState.AwaitingApproval => $"{view.Standing?.Approvals.Count ?? 0} of {view.Round?.Terms.Persons ?? 0} approvals are in. It waits for {Names(view.Waiting.Select(asked => asked.Name))}.",
            ChangeState.Approved when view.Standing?.StartNotBefore > now => $"Approved, but whoever approved it put the start off: {Spans.Relative(view.Standing.StartNotBefore.Value, now)}.",
            ChangeState.Approved => $"Approved by {Names(view.Standing?.Approvals.Select(approval => approval.By.Name) ?? [])}{(row.StartsAt is { } start ? start > now ? $"; its window begins {Spans.Relative(start, now)}" : row.EndsAt > now ? "; its window is open" : "; its window is over" : "")}.",
            ChangeState.Rejected => $"Rejected: {view.Standing?.Why}",
            ChangeState.Implementing => $"{change.StartedBy} carries it out{(row.BrokeGlass ? " without its approvals (break-glass)" : "")} since {Spans.Relative(change.StartedAt ?? row.ChangedAt, now)}.",
            ChangeState.Implemented => $"Carried out {Spans.Relative(change.EndedAt ?? row.ChangedAt, now)} by {change.StartedBy}; it waits for its review.",
            ChangeState.BackedOut => $"Taken back {Spans.Relative(change.EndedAt ?? row.ChangedAt, now)}; it waits for its review.",
            ChangeState.Closed => "Reviewed and closed.",
            _ => "Called off.",
        };
    }

    /// <summary>What should be done next.</summary>
    public static string Next(ChangeView view) => view.Row.State switch
    {
        ChangeState.Draft when view.Case.Policy.Refusal is { } none => none.Message,
        ChangeState.Draft when view.Forecast?.Unsatisfiable is { } few => few.Message,
        ChangeState.Draft => "Complete the plan, answer the questions about risk, then submit it.",
        ChangeState.AwaitingApproval => $"Silence is no: it has to be decided by {view.Round?.DecideBy.UtcDateTime:yyyy-MM-dd HH:mm} UTC. An edit of what is done, where, when or how it is taken back makes approvals void.",
        ChangeState.Approved => "Whoever carries it out begins it inside its window. Everything is looked at once more at that moment.",
        ChangeState.Rejected => "Read why, edit it, and submit it again.",
        ChangeState.Implementing => "Say how it ended: carried out, or taken back as its backout plan says.",
        ChangeState.Implemented or ChangeState.BackedOut => "Write what is to be learned from it, and close it.",
        _ => "Nothing is left to do.",
    };

    /// <summary>What an entry says: the verb after the actor, the text beside it, and an icon.</summary>
    public static (string Said, string Text, string Icon) Tell(ChangeEntry entry) => entry.Kind switch
    {
        ChangeEntryKind.Requested => ("requested it", entry.Text, Icons.Material.Outlined.NoteAdd),
        ChangeEntryKind.Edited => ($"saved revision {entry.Revision}", entry.Text, Icons.Material.Outlined.Edit),
        ChangeEntryKind.Credited => ($"named the authors {entry.Text}", "", Icons.Material.Outlined.Person),
        ChangeEntryKind.Moved => ($"made it {State(entry.To ?? default).ToLowerInvariant()}", entry.Text, Icons.Material.Outlined.SwapVert),
        _ => ("wrote", entry.Text, Icons.Material.Outlined.ChatBubbleOutline),
    };

    public static string Decided(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "approved",
        DecisionKind.Reject => "rejected",
        DecisionKind.AskBack => "asked",
        DecisionKind.Answer => "answered",
        DecisionKind.Void => "made it void",
        DecisionKind.Expire => "let it run out",
        DecisionKind.Withdraw => "asked no more",
        DecisionKind.Spend => "began it",
        DecisionKind.Retrospective => "approved after the fact, which counts for nothing",
        _ => "wrote",
    };

    public static string Standing(ApprovalState state) => state switch
    {
        ApprovalState.AskedBack => "A question is open",
        ApprovalState.Spent => "Used",
        _ => state.ToString(),
    };

    public static string Took(Part part) => part switch
    {
        Part.Requester => "asked for it",
        Part.Editor => "edited it",
        Part.Author => "wrote what it deploys",
        Part.Trigger => "started its run",
        _ => "carries it out",
    };

    /// <summary>As <c>Ann and Bob</c>; <c>nobody</c> where there is none.</summary>
    public static string Names(IEnumerable<string> names)
    {
        List<string> all = [.. names.Distinct(StringComparer.Ordinal)];
        return all switch
        {
            [] => "nobody",
            [var one] => one,
            [var one, var other] => $"{one} or {other}",
            _ => $"{string.Join(", ", all.Take(4))}{(all.Count > 4 ? $" or {all.Count - 4} more" : "")}",
        };
    }
}
