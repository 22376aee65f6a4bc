using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Components;

/// <summary>The next times of a window; of one that repeats each can be moved by itself.</summary>
public sealed partial class TimesCard : ComponentBase
{
    [Parameter, EditorRequired] public WindowNumber Number { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<Occurrence> Next { get; set; } = [];

    /// <summary>Of the window's schedule.</summary>
    [Parameter, EditorRequired] public string Zone { get; set; } = "";

    [Parameter, EditorRequired] public Actor Actor { get; set; } = default!;

    /// <summary>It repeats, and this person may change it.</summary>
    [Parameter] public bool MayMove { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private CalendarReader Reader { get; set; } = default!;

    [Inject] private MoveWindowTime Move { get; set; } = default!;

    private bool Busy { get; set; }

    private CalendarEntry? Moving { get; set; }

    /// <summary>What was moved last, as it was before; null: nothing that could be undone.</summary>
    private CalendarEntry? Moved { get; set; }

    private string Told { get; set; } = "";

    private Refusal? Why { get; set; }

    private async Task BeginAsync(Occurrence time)
    {
        (Told, Moved, Why) = ("", null, null);
        Moving = await EntryAsync(time);
    }

    private async Task<CalendarEntry?> EntryAsync(Occurrence time) =>
        (await Reader.BetweenAsync(new(Actor, time.Start, time.End, CalendarReader.Most), new(Kind: Domain.Deliver.Clashes.Clashes.MaintenanceWork), CancellationToken.None))
            .FirstOrDefault(entry => entry.Number == Number.ToString() && entry.TimeOf == time.Date);

    private async Task MovedAsync(bool moved)
    {
        (Told, Moved) = moved ? ("It was moved.", Moving) : ("", null);
        Moving = null;
        if (moved) await Acted.InvokeAsync();
    }

    private Task PutBackAsync(Occurrence time) => ActAsync(async () =>
    {
        var before = await EntryAsync(time);
        Why = (await Move.PutBackAsync(Actor, Number, time.Date, null, CancellationToken.None)).Refusal;
        (Told, Moved) = Why is null ? ("It takes place again as the rule says.", before) : ("", null);
    });

    private Task UndoAsync() => ActAsync(async () =>
    {
        if (Moved is not { } before) return;
        Why = await Reader.MoveBackAsync(Actor, before, CancellationToken.None);
        (Told, Moved) = (Why is null ? "It is back where it was." : "", null);
    });

    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Moving) = (true, null);
        try
        {
            await act();
        }
        finally
        {
            Busy = false;
        }

        await Acted.InvokeAsync();
    }
}
