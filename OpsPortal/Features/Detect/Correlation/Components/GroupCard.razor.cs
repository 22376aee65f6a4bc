using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Correlation.Acts;
using OpsPortal.Features.Detect.Correlation.Queries;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Correlation.Components;

/// <summary>Which events an event is of one cause with, why the portal thinks so, and what a person may say against it.</summary>
public sealed partial class GroupCard(GroupQueries groups, PartEvent part, RejoinEvent rejoin, Viewer viewer) : ComponentBase, IDisposable
{
    private const int MostShown = 12;

    private readonly CancellationTokenSource _leaving = new();

    /// <summary>The event as it was read last; read anew with it.</summary>
    [Parameter, EditorRequired] public EventRow Row { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    /// <summary>The event may have changed: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    private GroupView? Group { get; set; }

    private StandsAlone? Alone { get; set; }

    private Refusal? Why { get; set; }

    private bool Busy { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            Group = await groups.ReadAsync(Row, MostShown, _leaving.Token);
            Alone = Group is null && EventLifecycle.IsOpen(Row.State) ? await groups.AloneAsync(Row, _leaving.Token) : null;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Group = null; // the page was left
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private string Heading(GroupView group) => Row.Lead is null
        ? string.Create(CultureInfo.InvariantCulture, $"Stands for {group.Members:N0} more {(group.Members == 1 ? "event" : "events")}")
        : $"Part of the group of {group.Lead.Number}";

    /// <summary>A lead shows who stands behind it; a member shows the lead and itself.</summary>
    private IEnumerable<EventRow> Shown(GroupView group) => Row.Lead is null ? group.First : [group.Lead, Row];

    private Task PartAsync(EventRow row) => RunAsync(actor => part.RunAsync(actor, row.Number, _leaving.Token));

    private Task RejoinAsync() => RunAsync(actor => rejoin.RunAsync(actor, Row.Number, _leaving.Token));

    private async Task RunAsync(Func<OpsPortal.Domain.People.Actor, Task<Outcome<IReadOnlyList<EventNumber>>>> act)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await act(await viewer.ActorAsync())).Refusal;
            await Acted.InvokeAsync();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // the page was left; what was said stays said
        }
        finally
        {
            Busy = false;
        }
    }
}

/// <summary>Groups in the words of the page.</summary>
internal static class GroupCardWords
{
    public static string Grounds(Grounds grounds) => grounds switch
    {
        Domain.Detect.Correlation.Grounds.Topology => "Found by what the services need of one another",
        Domain.Detect.Correlation.Grounds.Service => "Found by the service they concern",
        Domain.Detect.Correlation.Grounds.Likeness => "Found by what is alike in them",
        Domain.Detect.Correlation.Grounds.CoOccurrence => "Found by experience",
        _ => "Said by a person",
    };

    public static string Confidence(double confidence) => string.Create(CultureInfo.InvariantCulture, $"{confidence * 100:0} % sure");
}
