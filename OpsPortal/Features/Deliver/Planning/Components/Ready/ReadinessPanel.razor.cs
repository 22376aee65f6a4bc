using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Planning.Components.Ready;

/// <summary>Every criterion that a change has to meet, with its state, evidence, expiry and owner; whoever may shows evidence here.</summary>
public sealed partial class ReadinessPanel(Viewer viewer) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private (ChangeNumber Number, ChangePlan? Plan) _read;

    [Inject] private ReadinessTools Tools { get; set; } = default!;

    /// <summary>0: the plan is not saved yet, so nobody can show anything for it.</summary>
    [Parameter] public ChangeNumber Number { get; set; }

    [Parameter, EditorRequired] public ChangePlan? Plan { get; set; }

    /// <summary>As the page around it has just judged it; null: it is judged here.</summary>
    [Parameter] public ReadinessView? Known { get; set; }

    /// <summary>Whether evidence can be given here at all; the change decides, the use case checks.</summary>
    [Parameter] public bool IsOpen { get; set; } = true;

    private ReadinessView? View { get; set; }

    private IReadOnlyDictionary<Guid, string> Owners { get; set; } = new Dictionary<Guid, string>();

    private Guid? Showing { get; set; }

    private string Text { get; set; } = "";

    private string Link { get; set; } = "";

    private DateTime Expires { get; set; }

    private bool DoesNotHold { get; set; }

    private Refusal? Why { get; set; }

    private bool Busy { get; set; }

    private bool MayShow => IsOpen && Number.Value > 0 && _actor.Person is not null && _actor.May(Permissions.ReadinessShow);

    private DateTimeOffset Now => viewer.Now;

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = Tools.Follow(() => InvokeAsync(() => ReadAsync()));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Number, Plan) && View is not null) return;
        _read = (Number, Plan);
        await ReadAsync(Known);
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private Task ReadAsync() => ReadAsync(null);

    private async Task ReadAsync(ReadinessView? known)
    {
        if (_leaving.IsCancellationRequested || Plan is not { } plan) return;
        try
        {
            (View, Owners) = await Tools.ReadAsync(Number, plan, known, _leaving.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Showing = null; // nobody looks any more
        }
    }

    private void Open(Guid criterion)
    {
        (Text, Link, DoesNotHold, Why) = ("", "", false, null);
        Showing = Showing == criterion ? null : criterion;
        if (View?.Standings.FirstOrDefault(standing => standing.Criterion.Id == criterion) is { } standing) Expires = WholeMinute(Zones.ToLocal(Now + standing.Criterion.Draft.Holds, Zone));
    }

    private async Task GiveAsync()
    {
        if (Busy || Showing is not { } criterion) return;
        Busy = true;
        try
        {
            var outcome = await Tools.Give.RunAsync(_actor, Number, criterion, new(Text, Link, !DoesNotHold, Zones.ToInstant(Expires, Zone)), CancellationToken.None);
            Why = outcome.Refusal;
            if (Why is null) Showing = null;
        }
        finally
        {
            Busy = false;
        }

        await ReadAsync();
    }

    private string OwnerOf(Criterion criterion) => Owners.GetValueOrDefault(criterion.Id, "nobody in particular");

    private static string Said(ReadinessView view)
    {
        var open = view.Standings.Where(standing => standing.HoldsBack).ToList();
        return open.Count == 0 ? "Ready: nothing holds it back." : $"Not ready: {string.Join(", ", open.Select(standing => standing.Name))}.";
    }

    private static string Icon(CriterionState state) => state switch
    {
        CriterionState.Met => Icons.Material.Outlined.CheckCircle,
        CriterionState.NotMet => Icons.Material.Outlined.Block,
        CriterionState.Expired => Icons.Material.Outlined.HourglassDisabled,
        _ => Icons.Material.Outlined.HelpOutline,
    };

    private static DateTime WholeMinute(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), at.Kind);
}
