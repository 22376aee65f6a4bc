using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Moments.Collecting;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Monitors.Components;

/// <summary>Runs a draft over history and shows what it would have done, beside what is in force.</summary>
public sealed partial class BackTestPanel(Viewer viewer) : ComponentBase, IDisposable
{
    private const int MostBands = 400;

    private readonly CancellationTokenSource _leaving = new();

    [Inject] private BackTestMonitor Test { get; set; } = default!;

    [Inject] private WorkBands Work { get; set; } = default!;

    /// <summary>The draft as it stands now; null where it has faults.</summary>
    [Parameter, EditorRequired] public Func<MonitorDraft?> Draft { get; set; } = () => null;

    /// <summary>The monitor it would change; null: a new one.</summary>
    [Parameter] public MonitorNumber? Number { get; set; }

    /// <summary>Takes a level or duration of the advice over into the form; null: there is no form.</summary>
    [Parameter] public EventCallback<Advice> OnAdvice { get; set; }

    private int Days { get; set; } = 7;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private BackTestReport? Report { get; set; }

    /// <summary>What was done to the services meanwhile.</summary>
    private IReadOnlyList<TimeBand> Done { get; set; } = [];

    private IReadOnlyList<TimeLine> Lines => [.. Report!.Lines.Select(line => new TimeLine(line.Series, [.. line.Buckets.Select(bucket => new TimePoint(bucket.At, bucket.Min, bucket.Mean, bucket.Max))]))];

    private IReadOnlyList<TimeBand> Bands =>
    [
        .. Done,
        .. Report!.Worked.Select(worked => new TimeBand(worked.From, worked.Until, $"Worked on: {worked.Name} {worked.Title}", "Worked")),
        .. Report.Draft.Series.SelectMany(series => series.Firings.Select(firing => new TimeBand(firing.From, firing.Until, $"Fires: {series.Series}, {firing.Severity}", MonitorWords.Css(firing.Severity)))).Take(MostBands),
    ];

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task RunAsync()
    {
        if (Busy) return;
        (Why, Report) = (null, null);
        if (Draft() is not { } draft)
        {
            Why = new("monitor.invalid", "Mend what the form marks first.");
            return;
        }

        Busy = true;
        StateHasChanged();
        try
        {
            var outcome = await Test.RunAsync(await viewer.ActorAsync(), draft, Number, Days, chart: true, _leaving.Token);
            (Why, Report) = (outcome.Refusal, (outcome as Outcome<BackTestReport>.Done)?.Value);
            Done = Report is null ? [] : await Work.ReadAsync(Report.Services, Report.From, Report.To, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Report = null; // the page was left
        }
        finally
        {
            Busy = false;
        }
    }

    private string Said()
    {
        var (draft, current) = (Report!.Draft, Report.Current);
        if (Report.Samples == 0) return "There is no history to look at yet.";
        var fires = draft.Firings == 0 ? "It would never have fired" : $"It would have fired {Times(draft.Firings)}, for {Spans.Duration(draft.Duration)} in all; {draft.Overlapping} of them while people worked on an event";
        var missed = draft.Worked - draft.WorkedSeen;
        var worked = draft.Worked == 0 ? "" : missed == 0 ? $" It catches all {draft.Worked} that were worked on." : $" It misses {missed} of {draft.Worked} that were worked on.";
        var beside = current is null ? "" : $" What is in force would have fired {Times(current.Firings)}.";
        return $"{fires}.{worked}{beside}";
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
