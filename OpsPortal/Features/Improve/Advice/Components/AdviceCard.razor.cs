using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Advice.Pages;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Advice.Components;

/// <summary>What would make a rule quieter, tried on the past: applied in one click, undone in one, and what came of it.</summary>
public sealed partial class AdviceCard(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public NoiseView View { get; set; } = default!;

    /// <summary>The rule may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private NoiseTools Tools { get; set; } = default!;

    private DateTimeOffset Now => viewer.Now;

    private bool MayAct => _actor.May(Permissions.ImprovementsWrite);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();

    private Task ApplyAsync(NoiseAdvice advice) => ActAsync(async by => (await Tools.Apply.RunAsync(by, advice.Id, CancellationToken.None), "Applied. Its effect is counted from now on."));

    private Task UndoAsync(NoiseAdvice advice) => ActAsync(async by => (await Tools.Apply.UndoAsync(by, advice.Id, CancellationToken.None), "Undone: everything is as it was before."));

    private Task LookAsync() => ActAsync(async by =>
    {
        var outcome = await Tools.Advise.RunAsync(by, [View.Row.Id], CancellationToken.None);
        return (outcome, outcome is Outcome<int>.Done(var offers) ? offers switch { 0 => "Nothing was found that is better.", 1 => "1 piece of advice was found.", _ => $"{offers} pieces of advice were found." } : "");
    });

    private async Task ActAsync<T>(Func<Actor, Task<(Outcome<T> Outcome, string Said)>> act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "Working …");
        try
        {
            var (outcome, said) = await act(await viewer.ActorAsync());
            Why = outcome.Refusal;
            Said = Why is null ? said : "";
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
