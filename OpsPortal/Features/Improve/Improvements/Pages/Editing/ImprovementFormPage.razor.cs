using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Improvements.Pages.Editing;

/// <summary>Enters an improvement by hand, or changes what one says.</summary>
public sealed partial class ImprovementFormPage(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    private int _seen;

    /// <summary>Null: a new improvement.</summary>
    [Parameter] public string? Number { get; set; }

    [Inject] private ImprovementFormTools Tools { get; set; } = default!;

    private ImprovementForm? Form { get; set; }

    private bool IsMeasuredByPortal { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private bool IsEdit => Number is not null;

    private string Heading => IsEdit ? $"Edit {Number}" : "New improvement";

    private IEnumerable<string> Services => Tools.Catalogue.Current.Services.Select(service => service.Key.Value);

    protected override async Task OnInitializedAsync()
    {
        if (!IsEdit)
        {
            Form = new();
            return;
        }

        var view = ImprovementNumber.TryParse(Number, null, out var number) ? await Tools.Improvements.ViewAsync(number, CancellationToken.None) : null;
        Unknown = view?.Improvement.IsOpen != true;
        if (view is null || Unknown) return;
        (_seen, IsMeasuredByPortal) = (view.Improvement.Version, view.Improvement.Measure?.IsAutomatic == true);
        Form = ImprovementForm.Of(view.Improvement.ToDraft());
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        Busy = true;
        try
        {
            var by = await viewer.ActorAsync();
            var outcome = ImprovementNumber.TryParse(Number, null, out var number)
                ? await Tools.Edit.RunAsync(by, number, Form.ToDraft(), _seen, CancellationToken.None)
                : await Tools.Enter.RunAsync(by, Form.ToDraft(), CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<Improvement>.Done(var saved)) navigation.NavigateTo($"/improvements/{saved.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}
