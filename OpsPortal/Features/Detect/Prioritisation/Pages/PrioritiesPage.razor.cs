using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Prioritisation.Acts;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Prioritisation.Pages;

/// <summary>The matrix of impact and urgency, and who may change it changes it here.</summary>
public sealed partial class PrioritiesPage(PriorityBook book, SaveMatrix save, Viewer viewer, ChangeFeed feed) : ComponentBase, IDisposable
{
    private static readonly Impact[] Impacts = [.. Enum.GetValues<Impact>().Reverse()];
    private static readonly Urgency[] Urgencies = [.. Enum.GetValues<Urgency>().Reverse()];

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = People.Actors.Nobody;
    private IDisposable? _changes;
    private KeptMatrix _read = new(PriorityMatrix.Usual, 0);
    private Priority[][] _cells = [];

    private bool MayWrite => _actor.May(Permissions.RulesWrite);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool Changed => Impacts.Any(impact => Urgencies.Any(urgency => Cell(impact, urgency) != _read.Matrix[impact, urgency]));

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Read();
        _actor = await viewer.ActorAsync();

        // Whoever is in the middle of a change keeps it; saving then tells that somebody was faster.
        if (RendererInfo.IsInteractive) _changes = feed.Subscribe(ChangeKind.Priorities, () => _ = InvokeAsync(() =>
        {
            if (Changed || _leaving.IsCancellationRequested) return;
            Read();
            StateHasChanged();
        }));
    }

    private Priority Cell(Impact impact, Urgency urgency) => _cells[(int)impact][(int)urgency];

    private void Choose(Impact impact, Urgency urgency, ChangeEventArgs chosen)
    {
        if (Enum.TryParse<Priority>(chosen.Value?.ToString(), out var priority)) _cells[(int)impact][(int)urgency] = priority;
        (Why, Said) = (null, "");
    }

    private void Read()
    {
        _read = book.Current;
        _cells = [.. _read.Matrix.Cells.Select(row => row.ToArray())];
        (Why, Said) = (null, "");
    }

    private void Usual() => _cells = [.. PriorityMatrix.Usual.Cells.Select(row => row.ToArray())];

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var outcome = await save.RunAsync(_actor, _cells, _read.Version, _leaving.Token);
            Why = outcome.Refusal;
            if (outcome is not Outcome<KeptMatrix>.Done) return;
            Read();
            Said = "Saved. Open events follow within seconds.";
        }
        finally
        {
            Busy = false;
        }
    }

    private static string Of(Urgency urgency) => urgency switch
    {
        Urgency.High => "an exception, or a limit reached within 4 hours",
        Urgency.Medium => "a warning",
        _ => "informational",
    };

    private static string Of(Impact impact) => impact switch
    {
        Impact.Critical => "what the business stands on",
        Impact.High => "many people or services suffer",
        Impact.Medium => "some suffer",
        _ => "hardly anybody suffers",
    };
}
