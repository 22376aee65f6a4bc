using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Duties.Acts;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps.Prompt;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Changes.Components.Freezes;

/// <summary>The freezes that the window of a change lies in, who has overridden them, and for whoever may the act itself.</summary>
public sealed partial class FreezeCard(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public ChangeView View { get; set; } = default!;

    /// <summary>The change may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private OverrideFreeze Give { get; set; } = default!;

    private IReadOnlyList<Held> InTheWay { get; set; } = [];

    /// <summary>The freeze whose form is open; null: none.</summary>
    private Guid? Overriding { get; set; }

    private string Reason { get; set; } = "";

    /// <summary>In the viewer's zone.</summary>
    private DateTime Until { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool MayOverride => _actor.May(Permissions.FreezesOverride);

    /// <summary>An override given now would be over before the window opens.</summary>
    private bool TooEarly => View.Change.Plan.Window?.Start - viewer.Now >= FreezeOverride.Longest;

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnParametersSetAsync()
    {
        InTheWay = ChangeLifecycle.Allows(View.Row.State, ChangeState.Implementing) ? [.. View.Case.Clashes.Where(clash => clash.Kind == ClashKind.Freeze).Select(Of).OfType<Held>()] : [];
        _actor = await viewer.ActorAsync();
    }

    private Held? Of(Clash clash) => clash.With is { } freeze && Guid.TryParse(freeze.Number, out var id)
        ? new(id, freeze.Title, freeze.End, clash.Words, View.Overrides.FirstOrDefault(given => given.Freeze == id && given.ExpiresAt > viewer.Now))
        : null;

    /// <summary>It is meant to last as long as it is needed, and no longer than it may.</summary>
    private void Begin(Held freeze)
    {
        var ends = new[] { viewer.Now + FreezeOverride.Longest, freeze.EndsAt, View.Change.Plan.Window?.End ?? freeze.EndsAt }.Min();
        (Overriding, Reason, Until, Why, Said) = (freeze.Id, "", Zones.ToLocal(ends, Zone), null, "");
    }

    private async Task OverrideAsync(Held freeze)
    {
        if (Busy) return;
        (Busy, Why) = (true, null);
        try
        {
            if (string.IsNullOrWhiteSpace(Reason))
            {
                Why = ExceptionRefusals.OverrideReason();
                return;
            }

            if (await StepUpPrompt.AskAsync(dialogs, $"{View.Row.Number} may begin in the freeze {freeze.Name}") is not { } stepUp) return;
            Why = (await Give.RunAsync(await viewer.SessionAsync(), stepUp, View.Row.Number, freeze.Id, Reason, Zones.ToInstant(Until, Zone), CancellationToken.None)).Refusal;
            if (Why is not null) return;
            (Overriding, Said) = (null, $"{freeze.Name} is overridden for {View.Row.Number}.");
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>A freeze in the way.</summary>
    /// <param name="Given">The override that counts now; null: none.</param>
    private sealed record Held(Guid Id, string Name, DateTimeOffset EndsAt, string Words, FreezeOverride? Given);
}
