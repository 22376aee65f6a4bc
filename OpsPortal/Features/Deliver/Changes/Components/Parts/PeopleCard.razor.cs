using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Changes.Components.Parts;

/// <summary>Everybody who asked for a change, edited, wrote or began it; and who wrote what is deployed can be added.</summary>
public sealed partial class PeopleCard(Viewer viewer) : ComponentBase
{
    [Parameter, EditorRequired] public ChangeView View { get; set; } = default!;

    [Parameter] public bool MayWrite { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private CreditAuthors Credit { get; set; } = default!;

    private IReadOnlyList<string> Sources => [.. View.Change.Plan.Components.Select(component => component.Source).Distinct(StringComparer.Ordinal)];

    private string Mail { get; set; } = "";

    private string Source { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    protected override void OnParametersSet()
    {
        if (!Sources.Contains(Source)) Source = Sources.FirstOrDefault() ?? "";
    }

    private async Task CreditAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Credit.RunAsync(await viewer.SessionAsync(), View.Row.Number, [("", Mail, Source)], CancellationToken.None)).Refusal;
            if (Why is null) Mail = "";
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
