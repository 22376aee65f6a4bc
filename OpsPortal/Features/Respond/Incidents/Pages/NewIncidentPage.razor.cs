using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Pages;

/// <summary>Opens an incident, about the events in the address or about none.</summary>
public sealed partial class NewIncidentPage(Viewer viewer, NavigationManager navigation, IJSRuntime browser) : ComponentBase
{
    private const int MostOffered = 5;

    /// <summary>Numbers of events with commas between.</summary>
    [SupplyParameterFromQuery(Name = "events")] private string? Asked { get; set; }

    [Inject] private NewIncidentTools Tools { get; set; } = default!;

    /// <summary>The gravest first.</summary>
    private IReadOnlyList<EventRow> Chosen { get; set; } = [];

    /// <summary>Open incidents the events may belong to.</summary>
    private IReadOnlyList<IncidentRow> Open { get; set; } = [];

    private bool Busy { get; set; }

    private string Title { get; set; } = "";

    private string PriorityText { get; set; } = "";

    private string Service { get; set; } = "";

    private string Text { get; set; } = "";

    private bool IsMajor { get; set; }

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var numbers = (Asked ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => EventNumber.TryParse(text.Trim(), null, out var number) ? number : (EventNumber?)null).OfType<EventNumber>().Distinct().Take(Incident.MaxEvents).ToList();
        if (numbers.Count == 0) return;
        Chosen = [.. (await Tools.Events.RowsAsync(numbers, CancellationToken.None)).OrderBy(row => row.Priority).ThenBy(row => row.Number)];
        Open = (await Tools.Incidents.PageAsync(new() { States = IncidentLifecycle.Open }, null, MostOffered, CancellationToken.None)).Items;
    }

    private Task OpenAsync() => RunAsync(async () =>
    {
        var wanted = new IncidentOpening(Title, Service.Trim(), Enum.TryParse<Priority>(PriorityText, out var priority) ? priority : null, [.. Chosen.Select(row => row.Number)], Text, IsMajor);
        var outcome = await Tools.Open.RunAsync(await viewer.ActorAsync(), wanted, CancellationToken.None);
        if (outcome is not Outcome<Incident>.Done(var opened)) return outcome.Refusal;
        await browser.InvokeVoidAsync("opsDraftDone", "incident/title");
        await browser.InvokeVoidAsync("opsDraftDone", "incident/text");
        navigation.NavigateTo($"/incidents/{opened.Number}");
        return null;
    });

    private Task JoinAsync(IncidentNumber number) => RunAsync(async () =>
    {
        var outcome = await Tools.Join.RunAsync(await viewer.ActorAsync(), number, [.. Chosen.Select(row => row.Number)], CancellationToken.None);
        if (outcome.Refusal is null) navigation.NavigateTo($"/incidents/{number}");
        return outcome.Refusal;
    });

    private async Task RunAsync(Func<Task<Refusal?>> act)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = await act();
        }
        finally
        {
            Busy = false;
        }
    }
}
