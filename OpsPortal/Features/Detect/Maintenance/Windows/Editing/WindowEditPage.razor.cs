using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Editing;

/// <summary>Plans a window or changes one, and tells all the while what it would do.</summary>
public sealed partial class WindowEditPage(Viewer viewer, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;

    /// <summary>What the form was filled from.</summary>
    private int? _version;

    private string? _read;

    [Inject] private WindowEditing Editing { get; set; } = default!;

    /// <summary><c>MW-3</c>; null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    /// <summary>The day of the calendar that it is to begin on, as <c>2026-12-06</c>.</summary>
    [SupplyParameterFromQuery(Name = "on")] private string? On { get; set; }

    /// <summary>The key of a service that it is for.</summary>
    [SupplyParameterFromQuery(Name = "service")] private string? Service { get; set; }

    private WindowForm? Form { get; set; }

    private IReadOnlyList<(PersonId Id, string Name)> People { get; set; } = [];

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private WindowPreview? Preview { get; set; }

    private Refusal? PreviewWhy { get; set; }

    private bool MustConfirm { get; set; }

    private bool Confirmed { get; set; }

    private string Back => Number is null ? "/maintenance" : $"/maintenance/{Number}";

    /// <summary>What the clocks do to the first start; null where they show it once.</summary>
    private string? ClockNote => Form is { } form && Zones.Knows(form.Zone.Trim()) ? Zones.TimesShown(form.LocalStart, form.Zone.Trim()) switch
    {
        0 => "On that day the clocks skip this local time: it starts later by the length of the skip.",
        > 1 => "On that day the clocks show this local time twice: the first is meant.",
        _ => null,
    } : null;

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        People = await Editing.PeopleAsync(_leaving.Token);
    }

    protected override async Task OnParametersSetAsync()
    {
        // What is typed stays while the page does.
        if (Form is not null && _read == Number) return;
        _read = Number;
        if (Number is null)
        {
            Form = WindowForm.New(viewer.Now, Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc);
            if (DateOnly.TryParse(On, System.Globalization.CultureInfo.InvariantCulture, out var day)) Form.LocalStart = day.ToDateTime(new(22, 0));
            if (Service is { Length: > 0 }) Form.Services = Service;
            return;
        }

        var view = WindowNumber.TryParse(Number, null, out var number) ? await Editing.Queries.ViewAsync(number, _leaving.Token) : null;
        Unknown = view is null;
        if (view is null) return;
        (Form, _version) = (WindowForm.Of(view.Draft), view.Row.Version);
        await PreviewAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task PreviewAsync()
    {
        if (Form is null || _leaving.IsCancellationRequested) return;
        if (Bad() is { } bad)
        {
            (Preview, PreviewWhy) = (null, bad);
            return;
        }

        var outcome = await Editing.Preview.RunAsync(_actor, Form.ToDraft(), _leaving.Token);
        (Preview, PreviewWhy) = ((outcome as Outcome<WindowPreview>.Done)?.Value, outcome.Refusal);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        if (Bad() is { } bad)
        {
            Why = bad;
            return;
        }

        Busy = true;
        var number = WindowNumber.TryParse(Number, null, out var known) ? known : (WindowNumber?)null;
        var outcome = await Editing.Save.RunAsync(_actor, number, Form.ToDraft(), _version, Confirmed, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        MustConfirm |= Why?.Code == WindowRefusals.HoldsForEverythingCode;
        if (outcome is Outcome<MaintenanceWindow>.Done(var saved)) navigation.NavigateTo($"/maintenance/{saved.Number}");
    }

    private Refusal? Bad() => Form?.BadException is { } word ? ScheduleRefusals.BadDate(word) : null;

    private static string Count(int count) => $"{count} {(count == 1 ? "event" : "events")}";
}
