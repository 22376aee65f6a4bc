using System.Globalization;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Editing;

/// <summary>One rung as it is typed.</summary>
internal sealed class LevelFields
{
    public MonitorSeverity Severity { get; set; }

    public Side Side { get; set; }

    public string Value { get; set; } = "";

    public string Clear { get; set; } = "";
}

/// <summary>The fields of a monitor as they are typed: texts, until <see cref="Read"/> makes a draft of them.</summary>
internal sealed class MonitorForm
{
    public string Name { get; set; } = "";

    public MonitorKind Kind { get; set; }

    public string Service { get; set; } = "";

    public TargetFields Target { get; set; } = new();

    public string Every { get; set; } = "30";

    public List<LevelFields> Levels { get; set; } = [new() { Severity = MonitorSeverity.Critical, Side = Side.Below, Value = "1" }];

    /// <summary>Seconds.</summary>
    public string For { get; set; } = "60";

    public MissingPolicy NoData { get; set; } = MissingPolicy.Alert;

    /// <summary>Seconds; empty: the usual.</summary>
    public string NoDataAfter { get; set; } = "";

    public ScheduleFields Schedule { get; set; } = new();

    /// <summary>One service a line, as <c>shop: warning &gt; 90, critical &gt; 97 clear 95 for 60</c>.</summary>
    public string Overrides { get; set; } = "";

    public string Full { get; set; } = "";

    public static MonitorForm Of(MonitorDraft draft) => new()
    {
        Name = draft.Name,
        Kind = draft.Kind,
        Service = draft.Service,
        Target = TargetFields.Of(draft.Target),
        Every = Seconds(draft.Every),
        Levels = [.. draft.Levels.Select(level => new LevelFields { Severity = level.Severity, Side = level.Side, Value = Number(level.Value), Clear = level.Clear is { } clear ? Number(clear) : "" })],
        For = Seconds(draft.For),
        NoData = draft.NoData,
        NoDataAfter = draft.NoDataAfter is { } silent ? Seconds(silent) : "",
        Schedule = ScheduleFields.Of(draft.Schedule),
        Overrides = OverrideText.Write(draft.Overrides),
        Full = draft.Full is { } full ? Number(full) : "",
    };

    /// <summary>The draft that the fields make, and what is wrong with them; with faults the draft must not be saved.</summary>
    public (MonitorDraft Draft, IReadOnlyList<DraftFault> Faults) Read()
    {
        var faults = new List<DraftFault>();
        var draft = new MonitorDraft
        {
            Name = Name,
            Kind = Kind,
            Service = Service,
            Target = Target.Read(faults),
            Every = Span("every", Every) ?? TimeSpan.FromSeconds(30),
            Levels = [.. Levels.Select(level => new Level(level.Severity, level.Side, Double("levels", level.Value) ?? double.NaN, level.Clear.Trim().Length == 0 ? null : Double("levels", level.Clear)))],
            For = For.Trim().Length == 0 ? TimeSpan.Zero : Span("for", For) ?? TimeSpan.Zero,
            NoData = NoData,
            NoDataAfter = NoDataAfter.Trim().Length == 0 ? null : Span("noDataAfter", NoDataAfter),
            Schedule = Schedule.Read(faults),
            Overrides = OverrideText.Read(Overrides, faults),
            Full = Full.Trim().Length == 0 ? null : Double("full", Full),
        };
        faults.AddRange(DraftCheck.Check(draft).Where(found => !faults.Exists(known => known.Field == found.Field)));
        return (draft, faults);

        TimeSpan? Span(string field, string text)
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 10_000_000) return TimeSpan.FromSeconds(seconds);
            faults.Add(new(field, "Write a number of seconds."));
            return null;
        }

        double? Double(string field, string text)
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
            faults.Add(new(field, "Write a number, with a point before the decimals."));
            return null;
        }
    }

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
}
