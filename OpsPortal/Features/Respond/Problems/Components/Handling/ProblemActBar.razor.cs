using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Respond.Problems.Components.Handling;

/// <summary>The buttons and keys of one problem; answers in place, with undo where that can be.</summary>
public sealed partial class ProblemActBar(Shortcuts shortcuts) : ComponentBase, IDisposable
{
    private static readonly (string Key, string Title, bool Asks)[] Keys =
        [("c", "Confirm", true), ("d", "Dismiss", true), ("o", "Assign", true), ("k", "Known error", false), ("r", "Resolve", true), ("p", "Priority", true)];

    private readonly CancellationTokenSource _leaving = new();
    private Func<CancellationToken, Task<Refusal?>>? _undo;
    private IDisposable? _keys;

    [Parameter, EditorRequired] public ProblemView View { get; set; } = default!;

    /// <summary>The problem may have changed: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ProblemActs Acts { get; set; } = default!;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string? Said { get; set; }

    protected override void OnInitialized() =>
        _keys = shortcuts.Bind("Problem", [.. Keys.Select(key => new Shortcut(key.Key, key.Title, () => PressAsync(key.Key)) { Opens = key.Asks })]);

    public void Dispose()
    {
        _keys?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>A key does what its button does, and nothing where there is no button.</summary>
    private Task PressAsync(string key) => Acts.For(View).FirstOrDefault(act => act.Key == key) is { } act ? ActAsync(act) : Task.CompletedTask;

    private async Task ActAsync(ListAct<ProblemRow> act)
    {
        if (Busy) return;
        (Why, Said, _undo, Busy) = (null, null, null, true);
        try
        {
            var row = View.Row;
            if (await act.Prepare([row]) is not { } plan) return;
            Why = await plan.Run(row, _leaving.Token);
            if (Why is null)
            {
                Said = $"{plan.Done} {row.Number}.";
                if (plan.Undo is not null) _undo = stopping => plan.Undo(row, stopping);
                if (plan.After is not null) await plan.After();
            }

            await Acted.InvokeAsync();
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

    private async Task UndoAsync()
    {
        if (_undo is not { } undo) return;
        _undo = null;
        Why = await undo(_leaving.Token);
        Said = Why is null ? "Undone." : null;
        await Acted.InvokeAsync();
    }
}
