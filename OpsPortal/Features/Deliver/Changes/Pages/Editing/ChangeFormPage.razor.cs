using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Changes.Pages.Editing;

/// <summary>Requests a change, or saves a new revision of its plan.</summary>
public sealed partial class ChangeFormPage(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    private int _seen;

    /// <summary>Null: a new change.</summary>
    [Parameter] public string? Number { get; set; }

    [Inject] private ChangeFormTools Tools { get; set; } = default!;

    private PlanForm? Form { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Somebody is asked, or has approved.</summary>
    private bool Holds { get; set; }

    private string Note { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private bool IsEdit => Number is not null;

    private string Heading => IsEdit ? $"Edit {Number}" : "New change";

    private IEnumerable<string> Services => Tools.Catalogue.Current.Services.Select(service => service.Key.Value);

    private IEnumerable<string> Environments => Tools.Catalogue.Current.Services.SelectMany(service => service.Facts.Environments).Select(environment => environment.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnInitializedAsync()
    {
        if (!IsEdit)
        {
            Form = PlanForm.Empty(viewer.Now, Zone);
            return;
        }

        var view = ChangeNumber.TryParse(Number, null, out var number) ? await Tools.Changes.ViewAsync(number, CancellationToken.None) : null;
        Unknown = view is null || !ChangeLifecycle.IsEditable(view.Row.State);
        if (view is null || Unknown) return;
        (_seen, Holds) = (view.Row.Revision, view.Row.State is ChangeState.AwaitingApproval or ChangeState.Approved);
        Form = PlanForm.Of(view.Change.Plan, viewer.Now, Zone);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        Busy = true;
        try
        {
            var typed = Form.ToPlan();
            Why = typed.Refusal;
            if (typed is not Outcome<ChangePlan>.Done(var plan)) return;
            var by = await viewer.SessionAsync();
            var outcome = ChangeNumber.TryParse(Number, null, out var number)
                ? await Tools.Edit.RunAsync(by, number, plan, _seen, Note, CancellationToken.None)
                : await Tools.Request.RunAsync(by, plan, CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<Change>.Done(var saved)) navigation.NavigateTo($"/changes/{saved.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}
