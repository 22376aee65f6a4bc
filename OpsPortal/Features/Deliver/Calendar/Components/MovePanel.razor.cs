using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Calendar.Entries;

namespace OpsPortal.Features.Deliver.Calendar.Components;

/// <summary>Puts an entry elsewhere in time, or gives it another length: shows what it would clash with before anything is saved. What dragging does, by keyboard.</summary>
public sealed partial class MovePanel : ComponentBase
{
    private static readonly int MostMinutes = (int)Schedule.Longest.TotalMinutes;

    private string _shown = "";

    [Inject] private CalendarReader Reader { get; set; } = default!;

    [Parameter, EditorRequired] public CalendarEntry Entry { get; set; } = default!;

    /// <summary>The day it was dropped on; null: it was not.</summary>
    [Parameter] public DateOnly? On { get; set; }

    [Parameter, EditorRequired] public string Zone { get; set; } = "";

    [Parameter, EditorRequired] public Actor By { get; set; } = default!;

    /// <summary>Whether it was moved.</summary>
    [Parameter] public EventCallback<bool> Closed { get; set; }

    private ElementReference Heading { get; set; }

    private DateTime To { get; set; }

    /// <summary>How long it lasts there; as long as now unless somebody says otherwise.</summary>
    private int Minutes { get; set; }

    private IReadOnlyList<Clash> Clashes { get; set; } = [];

    private Refusal? Why { get; set; }

    private bool Busy { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == $"{Entry.Key} {On}") return;
        _shown = $"{Entry.Key} {On}";
        var start = Zones.ToLocal(Entry.Start, Zone);
        To = On is { } day ? day.ToDateTime(TimeOnly.FromDateTime(start)) : start;
        (Why, Minutes) = (null, (int)(Entry.End - Entry.Start).TotalMinutes);
        await CheckAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Heading.FocusAsync();
    }

    private async Task CheckAsync() => Clashes = await Reader.ClashesAsync(By, Entry, Start, End, CancellationToken.None);

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        Why = await Reader.MoveAsync(By, Entry, Start, End, CancellationToken.None);
        Busy = false;
        if (Why is null) await Closed.InvokeAsync(true);
    }

    private DateTimeOffset Start => Zones.ToInstant(To, Zone);

    private DateTimeOffset End => Start + TimeSpan.FromMinutes(Math.Clamp(Minutes, 0, MostMinutes));
}
