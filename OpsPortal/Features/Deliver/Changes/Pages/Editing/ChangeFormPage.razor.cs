using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
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

    /// <summary>The key of a template that a new change is to follow.</summary>
    [SupplyParameterFromQuery(Name = "template")] private string? TemplateKey { get; set; }

    [Inject] private ChangeFormTools Tools { get; set; } = default!;

    private PlanForm? Form { get; set; }

    /// <summary>Those that a change may follow now.</summary>
    private IReadOnlyList<ChangeTemplate> Templates { get; set; } = [];

    /// <summary>Why a template that was asked for cannot be followed; empty: it can, or none was.</summary>
    private string TemplateNote { get; set; } = "";

    private bool Unknown { get; set; }

    /// <summary>Somebody is asked, or has approved.</summary>
    private bool Holds { get; set; }

    private string Note { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>A template fixes it.</summary>
    private bool IsLocked => Form?.Fixed is not null;

    private string Chosen => Form?.Template is { } named ? ChangeTemplate.NameOf(named.Key, named.Revision) : "";

    private bool IsEdit => Number is not null;

    private string Heading => IsEdit ? $"Edit {Number}" : "New change";

    private IEnumerable<string> Services => Tools.Catalogue.Current.Services.Select(service => service.Key.Value);

    private IEnumerable<string> Environments => Tools.Catalogue.Current.Services.SelectMany(service => service.Facts.Environments).Select(environment => environment.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnInitializedAsync()
    {
        Templates = await Tools.Templates.InForceAsync(CancellationToken.None);
        if (!IsEdit)
        {
            var form = PlanForm.Empty(viewer.Now, Zone);
            if (Templates.FirstOrDefault(template => template.Key == TemplateKey) is { } asked) form.Follow(asked);
            else if (TemplateKey is { Length: > 0 }) TemplateNote = $"No template {TemplateKey} is in force. Choose another, or request a normal change.";
            Form = form;
            return;
        }

        var view = ChangeNumber.TryParse(Number, null, out var number) ? await Tools.Changes.ViewAsync(number, CancellationToken.None) : null;
        Unknown = view is null || !ChangeLifecycle.IsEditable(view.Row.State);
        if (view is null || Unknown) return;
        (_seen, Holds) = (view.Row.Revision, view.Row.State is ChangeState.AwaitingApproval or ChangeState.Approved);
        Form = PlanForm.Of(view.Change.Plan, viewer.Now, Zone);
        if (view.Change.Plan.Template is not { } named || await Tools.Templates.FindAsync(named, CancellationToken.None) is not { } followed) return;
        Form.Keep(followed);
        if (!followed.IsInForce(viewer.Now)) TemplateNote = ChangeRefusals.TemplateNotApproved(followed.Name).Message;
    }

    /// <param name="name">Of a template in force; empty: none.</param>
    private void Choose(string? name)
    {
        TemplateNote = "";
        if (Templates.FirstOrDefault(template => template.Name == name) is { } chosen) Form?.Follow(chosen);
        else if (string.IsNullOrEmpty(name)) Form?.Free();
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
