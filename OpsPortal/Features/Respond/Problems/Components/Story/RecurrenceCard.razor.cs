using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Detect.Moments.Collecting;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Respond.Problems.Components.Story;

/// <summary>How often a problem came back over time, and whether it stopped after the fix.</summary>
public sealed partial class RecurrenceCard : ComponentBase
{
    [Parameter, EditorRequired] public ProblemView View { get; set; } = default!;

    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    [Inject] private IOptions<ProblemOptions> Options { get; set; } = default!;

    [Inject] private WorkBands Work { get; set; } = default!;

    /// <summary>What was done to the service meanwhile.</summary>
    private IReadOnlyList<TimeBand> Done { get; set; } = [];

    private TimeSpan Gap => Options.Value.BoutGap;

    private double Significance => Options.Value.Significance;

    protected override async Task OnParametersSetAsync()
    {
        if (View.Recurrence is { } recurrence && ServiceKey.TryParse(View.Problem.Service, null, out var service)) Done = await Work.DoneAsync([service], recurrence.From, Now, CancellationToken.None);
    }

    private string Said(RecurrenceView recurrence) =>
        $"{ProblemWords.Times(recurrence.Total)} in {recurrence.Days.Count} days, {recurrence.Events.ToString("N0", CultureInfo.InvariantCulture)} {(recurrence.Events == 1 ? "event" : "events")}{(recurrence.LastAt is { } last ? $", the last {Spans.Relative(last, Now)}" : "")}";

    private List<TimeLine> Lines(RecurrenceView recurrence)
    {
        List<TimeLine> lines = [new("Recurrences a day", [.. recurrence.Days.Select((count, day) => new TimePoint(Ms(recurrence.From.AddDays(day + 0.5)), count, count, count))])];
        if (recurrence.Fix is not { } fix || View.Problem.FixedAt is not { } fixedAt) return lines;
        var first = fixedAt - fix.Before.Exposure < recurrence.From ? recurrence.From : fixedAt - fix.Before.Exposure;
        if (fix.Before.Count > 0 && fixedAt > recurrence.From) lines.Add(Flat("Rate before the fix", first, fixedAt, fix.Before.PerDay));
        lines.Add(Flat("Rate since the fix", fixedAt < recurrence.From ? recurrence.From : fixedAt, Now, fix.After.PerDay));
        return lines;
    }

    /// <summary>What was done, and from the fix on.</summary>
    private List<TimeBand> Bands(RecurrenceView recurrence) =>
        View.Problem.FixedAt is { } fixedAt && fixedAt >= recurrence.From ? [.. Done, new(Ms(fixedAt), Ms(recurrence.From.AddDays(recurrence.Days.Count)), string.Create(CultureInfo.InvariantCulture, $"Fix in place since {fixedAt.UtcDateTime:d MMM HH:mm} UTC"), "Worked")] : [.. Done];

    private static TimeLine Flat(string name, DateTimeOffset from, DateTimeOffset until, double value) => new(name, [new(Ms(from), value, value, value), new(Ms(until), value, value, value)]);

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static string Percent(double part) => part < 0.001 ? "less than 0.1 %" : string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.#} %");

    private static string Icon(FixVerdict verdict) => verdict switch
    {
        FixVerdict.Stopped => Icons.Material.Outlined.CheckCircle,
        FixVerdict.Fewer => Icons.Material.Outlined.TrendingDown,
        FixVerdict.Unchanged => Icons.Material.Outlined.TrendingFlat,
        FixVerdict.MoreOften => Icons.Material.Outlined.TrendingUp,
        FixVerdict.TooEarly => Icons.Material.Outlined.HourglassEmpty,
        _ => Icons.Material.Outlined.HelpOutline,
    };
}
