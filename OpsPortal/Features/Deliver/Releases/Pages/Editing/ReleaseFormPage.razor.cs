using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Releases.Pages.Editing;

/// <summary>Plans a release, or changes what one says.</summary>
public sealed partial class ReleaseFormPage(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    private int _seen;

    /// <summary>Null: a new release.</summary>
    [Parameter] public string? Number { get; set; }

    [Inject] private ReleaseFormTools Tools { get; set; } = default!;

    private ReleaseForm? Form { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Somebody has said go or no go.</summary>
    private bool IsDecided { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private bool IsEdit => Number is not null;

    private string Heading => IsEdit ? $"Edit {Number}" : "New release";

    private IEnumerable<string> Services => Tools.Catalogue.Current.Services.Select(service => service.Key.Value);

    private IEnumerable<string> Environments => Tools.Catalogue.Current.Services.SelectMany(service => service.Facts.Environments).Select(environment => environment.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnInitializedAsync()
    {
        if (!IsEdit)
        {
            Form = ReleaseForm.Empty(Zone);
            return;
        }

        var view = ReleaseNumber.TryParse(Number, null, out var number) ? await Tools.Releases.ViewAsync(number, CancellationToken.None) : null;
        Unknown = view is null || !ReleaseLifecycle.IsEditable(view.Row.State);
        if (view is null || Unknown) return;
        (_seen, IsDecided) = (view.Row.Version, view.Row.State is ReleaseState.Go or ReleaseState.NoGo);
        Form = ReleaseForm.Of(view.Release.Draft, Zone);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        Busy = true;
        try
        {
            var typed = Form.ToDraft();
            Why = typed.Refusal;
            if (typed is not Outcome<ReleaseDraft>.Done(var draft)) return;
            var by = await viewer.SessionAsync();
            var outcome = ReleaseNumber.TryParse(Number, null, out var number)
                ? await Tools.Edit.RunAsync(by, number, draft, _seen, CancellationToken.None)
                : await Tools.Plan.RunAsync(by, draft, CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<Release>.Done(var saved)) navigation.NavigateTo($"/releases/{saved.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}
