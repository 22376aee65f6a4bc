using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components;

/// <summary>The problems an event or an incident belongs to, with the workaround of a known error; or the way to propose one.</summary>
public sealed partial class ProblemsOf(Viewer viewer, ChangeFeed feed, TimeProvider clock, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private (EventNumber?, IncidentNumber?)? _read;

    /// <summary>This or <see cref="Incident"/>.</summary>
    [Parameter] public EventNumber? Event { get; set; }

    [Parameter] public IncidentNumber? Incident { get; set; }

    [Inject] private ProblemTools Tools { get; set; } = default!;

    private IReadOnlyList<ProblemMatch>? Matches { get; set; }

    private bool MayWork => _actor.May(Permissions.ProblemsWork);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Problems);
        _actor = await viewer.ActorAsync();
    }

    protected override Task OnParametersSetAsync() => _read == (Event, Incident) ? Task.CompletedTask : ReadAsync();

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
            _read = (Event, Incident);
            Matches = !_actor.May(Permissions.ProblemsRead) ? null
                : Event is { } e ? await Tools.Known.OfEventAsync(e, _leaving.Token)
                : Incident is { } incident ? await Tools.Known.OfIncidentAsync(incident, _leaving.Token) : [];
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }

    private async Task ProposeAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var outcome = await Tools.Propose.RunAsync(_actor, new("", "", "", null, "", Event is { } e ? [e] : [], Incident is { } incident ? [incident] : []), CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<Problem>.Done(var proposed)) navigation.NavigateTo($"/problems/{proposed.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}
