using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Promotion.Components;

/// <summary>Whether the backout plan of a change was rehearsed, and for whoever rehearsed it the form that keeps that.</summary>
public sealed partial class RehearsalCard(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public ChangeView View { get; set; } = default!;

    /// <summary>The change stands differently now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private PromotionTools Tools { get; set; } = default!;

    [Inject] private Catalogue Catalogue { get; set; } = default!;

    /// <summary>Environments below production, the nearest to users first.</summary>
    private IReadOnlyList<string> Places { get; set; } = [];

    private bool IsOpen { get; set; }

    private string Place { get; set; } = "";

    private string Evidence { get; set; } = "";

    private string Link { get; set; } = "";

    private int Minutes { get; set; } = 10;

    private bool Worked { get; set; } = true;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Done { get; set; } = "";

    private DateTimeOffset Now => viewer.Now;

    private bool MayTell => _actor.May(Permissions.ReadinessShow) && ChangeLifecycle.IsEditable(View.Row.State);

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Places = [.. View.Change.Plan.Components.Select(component => Catalogue.Current.Find(component.Service)).SelectMany(service => service?.Facts.Environments ?? [])
            .Where(one => one.Tier < Tier.Production && one.Name != View.Change.Plan.Environment).OrderByDescending(one => one.Tier).Select(one => one.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private void Begin() => (IsOpen, Place, Evidence, Link, Minutes, Worked, Why, Done) = (true, Places[0], "", "", Math.Max(1, (int)View.Change.Plan.Backout.Takes.TotalMinutes), true, null, "");

    private async Task RecordAsync()
    {
        if (Busy) return;
        (Busy, Why) = (true, null);
        try
        {
            Why = (await Tools.Record.RunAsync(await viewer.SessionAsync(), View.Row.Number, new(Place, Worked, TimeSpan.FromMinutes(Minutes), Evidence, Link), CancellationToken.None)).Refusal;
            if (Why is not null) return;
            (IsOpen, Done) = (false, "The rehearsal is recorded.");
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
