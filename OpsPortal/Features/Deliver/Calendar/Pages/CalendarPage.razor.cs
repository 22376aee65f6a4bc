using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Calendar.Components;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Calendar.Pages;

/// <summary>What is planned, by month, week, day or as a list; everything that decides what is shown stands in the address.</summary>
public sealed partial class CalendarPage(Viewer viewer, NavigationManager navigation, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int Most = CalendarReader.Most;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    [Inject] private CalendarReader Reader { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "view")] private string? ViewText { get; set; }

    [SupplyParameterFromQuery(Name = "on")] private string? On { get; set; }

    [SupplyParameterFromQuery(Name = "service")] private string? Service { get; set; }

    [SupplyParameterFromQuery(Name = "team")] private string? Team { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] private string? Kind { get; set; }

    private Actor Actor { get; set; } = Actors.Nobody;

    private CalendarAddress Address { get; set; } = CalendarAddress.Read(null, null, null, null, null, new(2026, 1, 1));

    private IReadOnlyList<CalendarEntry>? Entries { get; set; }

    private IReadOnlyList<CalendarDay> Days { get; set; } = [];

    private CalendarEntry? Dragging { get; set; }

    private CalendarEntry? Moving { get; set; }

    private DateOnly? MovingTo { get; set; }

    private string Told { get; set; } = "";

    /// <summary>What was moved last, as it was before; null: nothing that could be undone.</summary>
    private CalendarEntry? Moved { get; set; }

    private bool Undoing { get; set; }

    private string? Failure { get; set; }

    private bool MayWrite => Actor.May(Permissions.WindowsWrite);

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    private DateOnly Today => DateOnly.FromDateTime(Zones.ToLocal(viewer.Now, Zone));

    protected override async Task OnInitializedAsync()
    {
        Actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Windows);
    }

    protected override async Task OnParametersSetAsync()
    {
        var address = CalendarAddress.Read(ViewText, On, Service, Team, Kind, Today);
        if (address == Address && Entries is not null) return;
        Address = address;
        await ReadAsync();
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
            var (from, to) = Address.Range(Zone);
            Entries = await Reader.BetweenAsync(new(Actor, from, to, Most), Address.Filter, _leaving.Token);
            Days = Address.View == CalendarView.Agenda ? [] : DayEntries.Of(Address.From, Address.Days, Entries, Zone, Address.View != CalendarView.Month);
            Failure = null;
        }
        catch (Exception failed) when (StorageTrouble.Explain(failed) is not null)
        {
            Failure = StorageTrouble.Explain(failed)?.Message;
        }

        StateHasChanged();
    }

    private void Go(CalendarFilter filter) => navigation.NavigateTo((Address with { Filter = filter }).ToString());

    private void OnKey(KeyboardEventArgs key)
    {
        if (Moving is not null) return;
        var to = key.Key switch { "[" => Address.Step(-1), "]" => Address.Step(1), _ => null };
        if (to is not null) navigation.NavigateTo(to.ToString());
    }

    private void StartMoving(CalendarEntry entry) => (Moving, MovingTo, Told, Moved) = (entry, null, "", null);

    private void Drop(DateOnly on)
    {
        if (Dragging is { Movable: true } entry) (Moving, MovingTo, Told, Moved) = (entry, on, "", null);
        Dragging = null;
    }

    private async Task MovedAsync(bool moved)
    {
        (Told, Moved) = moved ? ($"{Moving?.Title} was moved.", Moving) : ("", null);
        Moving = null;
        if (moved) await ReadAsync();
    }

    private async Task UndoAsync()
    {
        if (Undoing || Moved is not { } before) return;
        Undoing = true;
        Told = (await Reader.MoveBackAsync(Actor, before, CancellationToken.None))?.Message ?? $"{before.Title} is back where it was.";
        (Undoing, Moved) = (false, null);
        await ReadAsync();
    }

    private static string Text(ChangeEventArgs changed) => changed.Value as string ?? "";
}
