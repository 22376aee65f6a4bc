using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Deliver.Releases.Switches;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Releases.Components.Parts;

/// <summary>Who has the feature of a release: on or off, a share of all, and groups.</summary>
public sealed partial class SwitchCard(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;
    private int _seen = -1;
    private int _share;

    [Parameter, EditorRequired] public SwitchRow Feature { get; set; } = default!;

    /// <summary>The release may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private SwitchDesk Desk { get; set; } = default!;

    private bool IsOn { get; set; }

    /// <summary>Separated by commas, as typed.</summary>
    private string Groups { get; set; } = "";

    private string Reason { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool MayDecide => _actor.May(Permissions.ReleasesDecide) && MayTurnOff;

    private bool MayTurnOff => _actor.May(Permissions.ReleasesWrite);

    private bool IsReleased => Feature.ReleaseState == ReleaseState.Released;

    private string Shown => (_share / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The slider has whole percents; a finer share is typed.</summary>
    private int Slider => _share / 100;

    private SwitchRule Rule => new(IsOn, _share, [.. Groups.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)]);

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();

        // What is kept is shown once; what somebody moves here afterwards stays until it is kept or somebody else changes it.
        if (_seen == Feature.Version) return;
        Show(Feature);
    }

    private void Show(SwitchRow feature) => (_seen, IsOn, _share, Groups) = (feature.Version, feature.Rule.IsOn, feature.Rule.Share, string.Join(", ", feature.Rule.Groups));

    /// <summary>A number that is none leaves the share as it is.</summary>
    private void Slide(object? typed)
    {
        Said = "";
        if (decimal.TryParse(typed?.ToString()?.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var percent)) _share = (int)Math.Round(Math.Clamp(percent, 0, 100) * 100);
    }

    private async Task SetAsync(SwitchRule rule)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            var outcome = await Desk.SetAsync(await viewer.SessionAsync(), Feature.Key, rule, Reason, _seen, CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<SwitchRow>.Done(var set))
            {
                (Reason, Said) = ("", $"{set.Rule}.");
                Show(set);
            }

            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
