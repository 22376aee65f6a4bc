using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Changes.Components.Parts;

/// <summary>What only people know about the risk of a change.</summary>
public sealed partial class AnswersCard(Viewer viewer) : ComponentBase
{
    private int _shown = -1;

    [Parameter, EditorRequired] public ChangeView View { get; set; } = default!;

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private AnswerRisk Answer { get; set; } = default!;

    private HashSet<string> Yes { get; } = new(StringComparer.Ordinal);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    /// <summary>What is kept is shown once; what somebody ticks here afterwards stays.</summary>
    protected override void OnParametersSet()
    {
        if (_shown == View.Row.Revision) return;
        _shown = View.Row.Revision;
        Yes.Clear();
        Yes.UnionWith(View.Answers.Where(answer => answer.IsYes).Select(answer => answer.Key));
    }

    private void Set(string question, bool yes)
    {
        Said = "";
        _ = yes ? Yes.Add(question) : Yes.Remove(question);
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Answer.RunAsync(await viewer.SessionAsync(), View.Row.Number, [.. RiskQuestionnaire.Questions.Select(question => new RiskAnswer(question.Key, Yes.Contains(question.Key), ""))], CancellationToken.None)).Refusal;
            Said = Why is null ? "Saved." : "";
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
