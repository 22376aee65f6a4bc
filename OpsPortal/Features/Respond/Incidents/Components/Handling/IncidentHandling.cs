using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Handling;

/// <summary>How an incident is taken on and given away.</summary>
internal sealed class TakingIncidents(AcknowledgeIncident acknowledge, AssignIncident assign, IncidentDesk desk, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<IncidentRow>?> AcknowledgeAsync(IReadOnlyList<IncidentRow> rows)
    {
        var actor = await viewer.ActorAsync();
        return new("Acknowledged", async (row, stopping) => (await acknowledge.RunAsync(actor, row.Number, stopping, row.Version)).Refusal);
    }

    public async Task<ActPlan<IncidentRow>?> AssignAsync(IReadOnlyList<IncidentRow> rows)
    {
        var actor = await viewer.ActorAsync();
        if (await AssignDialog.AskAsync(dialogs, IncidentWords.Name(rows), await desk.CandidatesAsync(CancellationToken.None), actor.Person) is not { } to) return null;
        return new($"Assigned to {to.Name}:",
            async (row, stopping) => (await assign.RunAsync(actor, row.Number, null, to.Id, stopping, row.Version)).Refusal,
            async (row, stopping) => (await assign.RunAsync(actor, row.Number, null, row.Owner, stopping)).Refusal);
    }
}

/// <summary>How an incident goes on while it is worked.</summary>
internal sealed class MovingIncidents(MitigateIncident mitigate, HoldIncident hold, ReprioritiseIncident reprioritise, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<IncidentRow>?> MitigateAsync(IReadOnlyList<IncidentRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Mitigate", IncidentWords.Name(rows), "Note") { Optional = true, Hint = "What makes it bearable? May be left empty." }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Mitigated",
            async (row, stopping) => (await mitigate.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal,
            async (row, stopping) => (await mitigate.BackAsync(actor, row.Number, "Mitigated by mistake", stopping)).Refusal)
        { After = note.Sent };
    }

    public async Task<ActPlan<IncidentRow>?> BackAsync(IReadOnlyList<IncidentRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Not mitigated", IncidentWords.Name(rows), "Reason")) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Under investigation again:", async (row, stopping) => (await mitigate.BackAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }

    public async Task<ActPlan<IncidentRow>?> HoldAsync(IReadOnlyList<IncidentRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Hold", IncidentWords.Name(rows), "Reason") { Hint = "Whom does it wait for? The clock of its resolution stands until it goes on." }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("On hold:",
            async (row, stopping) => (await hold.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal,
            async (row, stopping) => (await hold.ContinueAsync(actor, row.Number, stopping)).Refusal)
        { After = note.Sent };
    }

    public async Task<ActPlan<IncidentRow>?> ContinueAsync(IReadOnlyList<IncidentRow> rows)
    {
        var actor = await viewer.ActorAsync();
        return new("Continued", async (row, stopping) => (await hold.ContinueAsync(actor, row.Number, stopping, row.Version)).Refusal);
    }

    public async Task<ActPlan<IncidentRow>?> ReprioritiseAsync(IReadOnlyList<IncidentRow> rows)
    {
        if (await PriorityDialog.AskAsync(dialogs, IncidentWords.Name(rows), rows is [var one] ? one.Priority : null) is not { } chosen) return null;
        var actor = await viewer.ActorAsync();
        return new($"Set to {chosen.Priority}:",
            async (row, stopping) => (await reprioritise.RunAsync(actor, row.Number, chosen.Priority, chosen.Reason, stopping, row.Version)).Refusal,
            async (row, stopping) => (await reprioritise.RunAsync(actor, row.Number, row.Priority, "Set by mistake", stopping)).Refusal);
    }
}

/// <summary>How an incident ends, and begins again.</summary>
internal sealed class EndingIncidents(ResolveIncident resolve, CloseIncident close, ReopenIncident reopen, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<IncidentRow>?> ResolveAsync(IReadOnlyList<IncidentRow> rows)
    {
        if (await ResolveDialog.AskAsync(dialogs, IncidentWords.Name(rows), rows.Any(row => row.Priority <= Priority.P2)) is not { } how) return null;
        var actor = await viewer.ActorAsync();
        return new("Resolved",
            async (row, stopping) => (await resolve.RunAsync(actor, row.Number, how.Code, how.Cause, stopping, row.Version)).Refusal,
            async (row, stopping) => (await reopen.RunAsync(actor, row.Number, "Resolved by mistake", stopping)).Refusal);
    }

    public async Task<ActPlan<IncidentRow>?> CloseAsync(IReadOnlyList<IncidentRow> rows)
    {
        var grave = rows.Any(row => row.Priority <= Priority.P2);
        if (await NoteDialog.AskAsync(dialogs, new("Close", IncidentWords.Name(rows), "Lesson learned") { Optional = true, Hint = grave ? "P1 and P2 need one, here or in the review." : "May be left empty." }) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Closed",
            async (row, stopping) => (await close.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal,
            async (row, stopping) => (await reopen.RunAsync(actor, row.Number, "Closed by mistake", stopping)).Refusal)
        { After = note.Sent };
    }

    public async Task<ActPlan<IncidentRow>?> ReopenAsync(IReadOnlyList<IncidentRow> rows)
    {
        if (await NoteDialog.AskAsync(dialogs, new("Reopen", IncidentWords.Name(rows), "Reason")) is not { } note) return null;
        var actor = await viewer.ActorAsync();
        return new("Reopened", async (row, stopping) => (await reopen.RunAsync(actor, row.Number, note.Text, stopping, row.Version)).Refusal) { After = note.Sent };
    }
}

/// <summary>What can be done to incidents, in a list and on the page of one.</summary>
internal sealed class IncidentActs(TakingIncidents taking, MovingIncidents moving, EndingIncidents ending)
{
    /// <summary>In the order of the buttons of the list.</summary>
    public IReadOnlyList<ListAct<IncidentRow>> OfList { get; } =
    [
        new("Acknowledge", "a", taking.AcknowledgeAsync) { Asks = false }, new("Assign", "o", taking.AssignAsync), new("Mitigate", "i", moving.MitigateAsync),
        new("Resolve", "r", ending.ResolveAsync), new("Close", "", ending.CloseAsync), new("Priority", "p", moving.ReprioritiseAsync),
    ];

    /// <summary>What makes sense for one as it stands, in the order of the buttons.</summary>
    public IEnumerable<ListAct<IncidentRow>> For(IncidentView view)
    {
        if (view.Row.State == IncidentState.New) yield return new("Acknowledge", "a", taking.AcknowledgeAsync) { Asks = false };
        if (view.Incident.IsOpen)
        {
            yield return new("Assign", "o", taking.AssignAsync);
            if (view.Row.State == IncidentState.Investigating) yield return new("Mitigate", "i", moving.MitigateAsync);
            if (view.Row.State == IncidentState.Mitigated) yield return new("Not mitigated", "", moving.BackAsync);
            yield return new("Resolve", "r", ending.ResolveAsync);
            if (view.Incident.HeldSince is null) yield return new("Hold", "h", moving.HoldAsync);
            else yield return new("Continue", "h", moving.ContinueAsync) { Asks = false };
            yield return new("Priority", "p", moving.ReprioritiseAsync);
            yield break;
        }

        if (view.Row.State == IncidentState.Resolved) yield return new("Close", "", ending.CloseAsync);
        yield return new("Reopen", "", ending.ReopenAsync);
    }
}
