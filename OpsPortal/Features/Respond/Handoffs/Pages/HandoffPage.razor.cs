using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Handoffs.Components;
using OpsPortal.Features.Respond.Handoffs.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Handoffs.Pages;

/// <summary>One handoff: the giver prepares and signs it, the taker accepts it or asks back.</summary>
public sealed partial class HandoffPage(Viewer viewer, IDialogService dialogs, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    /// <summary><c>HO-42</c> or <c>42</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private HandoffTools Tools { get; set; } = default!;

    private HandoffView? View { get; set; }

    private IReadOnlyList<(PersonId Id, string Name)> People { get; set; } = [];

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private bool AsText { get; set; }

    private string TakerText { get; set; } = "";

    private string Summary { get; set; } = "";

    private string WatchText { get; set; } = "";

    private Refusal? Why { get; set; }

    private bool IsGiver => View is { } view && _actor.Person == view.Handoff.Giver && _actor.May(Permissions.IncidentsWork);

    private bool IsTaker => View is { } view && _actor.Person is not null && _actor.Person == view.Handoff.Taker && _actor.May(Permissions.IncidentsWork);

    private string StateWords => View!.Row.State == HandoffState.AskedBack ? "Asked back" : View.Row.State.ToString();

    private string NextWords
    {
        get
        {
            var (view, row) = (View!, View!.Row);
            return row.State switch
            {
                HandoffState.Draft when view.Blocking > 0 => $"{view.Blocking} open {(view.Blocking == 1 ? "item has" : "items have")} no owner. Assign {(view.Blocking == 1 ? "it" : "them")}, or say why {(view.Blocking == 1 ? "it is" : "they are")} handed over without; then it can be signed.",
                HandoffState.Draft when row.Taker is null => $"{row.GiverName} chooses who takes over, and signs.",
                HandoffState.Draft => $"{row.GiverName} reads it over and signs; then {row.TakerName} is asked to accept.",
                HandoffState.Signed => $"{row.TakerName} accepts it as a whole or item by item, or asks back. {row.Accepted} of {row.Items} are accepted.",
                HandoffState.AskedBack => $"{row.GiverName} answers {view.Asked} {(view.Asked == 1 ? "question" : "questions")}.",
                _ => $"{row.TakerName} has taken over. Nothing is left to do.",
            };
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        People = await Tools.People.CandidatesAsync(_leaving.Token);
        _changes = Tools.Follow(clock, () => InvokeAsync(ReadAsync), ChangeKind.Handoffs);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && HandoffNumber.TryParse(Number, null, out var number) && number == View.Row.Number) return;
        (View, Unknown) = (null, false);
        await ReadAsync();
        if (View is { } view) (TakerText, Summary) = (view.Handoff.Taker?.Value.ToString() ?? "", view.Handoff.Summary);
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            View = HandoffNumber.TryParse(Number, null, out var number) ? await Tools.Queries.ViewAsync(number, _leaving.Token) : null;
            Unknown = View is null;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }

    private Task SaveAsync() => RunAsync(number => Tools.Acts.Prepare.EditAsync(_actor, number, Summary, Guid.TryParse(TakerText, out var id) ? new PersonId(id) : null, CancellationToken.None));

    private Task SignAsync() => RunAsync(number => Tools.Acts.Sign.RunAsync(_actor, number, CancellationToken.None));

    private Task WithdrawAsync() => RunAsync(number => Tools.Acts.Sign.WithdrawAsync(_actor, number, CancellationToken.None));

    private Task RefreshAsync() => RunAsync(number => Tools.Acts.Prepare.RefreshAsync(_actor, number, CancellationToken.None));

    private Task AcceptAsync(Guid? item) => RunAsync(number => Tools.Acts.Accept.RunAsync(_actor, number, item, CancellationToken.None));

    private async Task WatchAsync()
    {
        await RunAsync(number => Tools.Acts.Prepare.WatchAsync(_actor, number, WatchText, CancellationToken.None));
        if (Why is null) WatchText = "";
    }

    private async Task ReleaseAsync(Guid? item)
    {
        if (await AskAsync("Hand over without an owner", "Reason") is { } note) await RunAsync(number => Tools.Acts.Prepare.ReleaseAsync(_actor, number, item, note.Text, CancellationToken.None), note.Sent);
    }

    /// <summary>What was chosen on one line.</summary>
    private async Task ActAsync((HandoffItemAct Act, HandoffItem Item) chosen)
    {
        var (act, item) = chosen;
        switch (act)
        {
            case HandoffItemAct.Accept:
                await AcceptAsync(item.Id);
                break;
            case HandoffItemAct.Release:
                await ReleaseAsync(item.Id);
                break;
            case HandoffItemAct.AskBack when await AskAsync($"Ask about {item.Title}", "Question") is { } question:
                await RunAsync(number => Tools.Acts.Ask.RunAsync(_actor, number, item.Id, question.Text, CancellationToken.None), question.Sent);
                break;
            case HandoffItemAct.Reply when await AskAsync($"Reply about {item.Title}", "Reply") is { } reply:
                await RunAsync(number => Tools.Acts.Ask.ReplyAsync(_actor, number, item.Id, reply.Text, CancellationToken.None), reply.Sent);
                break;
            case HandoffItemAct.Note when await AskAsync($"Note on {item.Title}", "Note") is { } note:
                await RunAsync(number => Tools.Acts.Prepare.NoteAsync(_actor, number, item.Id, note.Text, CancellationToken.None), note.Sent);
                break;
        }
    }

    private Task<NoteWritten?> AskAsync(string act, string label) => NoteDialog.AskAsync(dialogs, new(act, View!.Row.Number.ToString(), label));

    private async Task RunAsync(Func<HandoffNumber, Task<Outcome<Handoff>>> act, Func<Task>? sent = null)
    {
        if (Busy || View is not { } view) return;
        Busy = true;
        try
        {
            Why = (await act(view.Row.Number)).Refusal;
            if (Why is null && sent is not null) await sent();
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
