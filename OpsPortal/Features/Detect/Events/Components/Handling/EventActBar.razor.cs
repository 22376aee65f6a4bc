using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Events.Components.Handling;

/// <summary>The buttons and keys of one event; answers in place, with undo where that can be.</summary>
public sealed partial class EventActBar(EventActions actions, Shortcuts shortcuts) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Func<CancellationToken, Task<Refusal?>>? _undo;
    private IDisposable? _keys;

    [Parameter, EditorRequired] public EventStory Story { get; set; } = default!;

    /// <summary>The name of the most sensible act; null where none stands out.</summary>
    [Parameter] public string? Primary { get; set; }

    /// <summary>The event may have changed: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    /// <summary>The person wants to write a comment.</summary>
    [Parameter] public EventCallback OnComment { get; set; }

    private EventActions Actions => actions;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string? Said { get; set; }

    protected override void OnInitialized() => _keys = shortcuts.Bind("Event",
        [.. actions.All.Where(act => act.Key.Length > 0).Select(act => new Shortcut(act.Key, act.Name, () => PressAsync(act.Name)) { Opens = act.Asks })]);

    public void Dispose()
    {
        _keys?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>A key does what its button does, and nothing where there is no button.</summary>
    private Task PressAsync(string name) =>
        actions.For(Story.View).FirstOrDefault(act => act.Name == name) is { } act ? ActAsync(act) : Task.CompletedTask;

    private async Task ActAsync(ListAct<EventRow> act)
    {
        if (Busy) return;
        (Why, Said, _undo) = (null, null, null);
        if (act.Name == EventActions.Comment)
        {
            await OnComment.InvokeAsync();
            return;
        }

        Busy = true;
        try
        {
            var seen = Story;
            if (await act.Prepare([seen.View.Row]) is { } plan) await CarryOutAsync(plan, Seen(seen));
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // the page was left; what was done stays done
        }
        finally
        {
            Busy = false;
            if (!_leaving.IsCancellationRequested) StateHasChanged();
        }
    }

    private async Task CarryOutAsync(ActPlan<EventRow> plan, EventRow row)
    {
        Why = await plan.Run(row, _leaving.Token);
        if (Why is null)
        {
            Said = $"{plan.Done} {row.Number}.";
            if (plan.Undo is not null) _undo = stopping => plan.Undo(row, stopping);
            if (plan.After is not null) await plan.After();
        }

        await Acted.InvokeAsync();
    }

    /// <summary>
    /// The row as the person saw it when they decided. Where only the source has described the event with other words since,
    /// the decision still stands; where somebody has acted, it does not, and the event refuses.
    /// </summary>
    private EventRow Seen(EventStory decidedOn) =>
        Story.View.Timeline.Count == decidedOn.View.Timeline.Count ? Story.View.Row : decidedOn.View.Row;

    private async Task UndoAsync()
    {
        if (_undo is not { } undo) return;
        _undo = null;
        Why = await undo(_leaving.Token);
        Said = Why is null ? "Undone." : null;
        await Acted.InvokeAsync();
    }
}
