using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Editing;

/// <summary>A window while it is typed.</summary>
public sealed class WindowForm
{
    public string Title { get; set; } = "";
    public string Reason { get; set; } = "";
    public Guid? Owner { get; set; }
    public DateTime LocalStart { get; set; }
    public string Zone { get; set; } = Zones.Utc;
    public int Hours { get; set; } = 2;
    public int Minutes { get; set; }
    public RuleForm Rule { get; set; } = new();

    /// <summary>Dates as 2026-12-24, parted by commas, spaces or lines.</summary>
    public string Exceptions { get; set; } = "";

    /// <summary>Times that were moved one by one; they go along.</summary>
    internal IReadOnlyList<MovedDraft> Moved { get; private init; } = [];

    /// <summary>Keys, parted by commas, spaces or lines.</summary>
    public string Services { get; set; } = "";

    public bool WithDependants { get; set; }
    public string Environment { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Matchers { get; set; } = "";

    public EffectKind Effect { get; set; }

    /// <summary>Null: by steps.</summary>
    public Priority? LowerTo { get; set; } = Priority.P4;

    public int LowerBy { get; set; } = 1;
    public string Tag { get; set; } = "maintenance";
    public bool EndsWhenDone { get; set; }

    internal static WindowForm New(DateTimeOffset now, string zone)
    {
        var local = Zones.ToLocal(now, zone);
        var start = local.Date.AddHours(local.Hour + 1);
        return new() { Zone = zone, LocalStart = start, Rule = new() { Until = DateOnly.FromDateTime(start).AddMonths(6) } };
    }

    internal static WindowForm Of(WindowDraft draft) => new()
    {
        Title = draft.Title,
        Reason = draft.Reason,
        Owner = draft.Owner,
        LocalStart = draft.LocalStart,
        Zone = draft.Zone,
        Hours = draft.DurationMinutes / 60,
        Minutes = draft.DurationMinutes % 60,
        Rule = RuleForm.Of(draft.Rule),
        Exceptions = string.Join(", ", draft.Exceptions.Select(date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        Moved = draft.Moved ?? [],
        Services = string.Join(", ", draft.Services),
        WithDependants = draft.WithDependants,
        Environment = draft.Environment,
        Matchers = string.Join('\n', draft.Matchers),
        Effect = draft.Effect,
        LowerTo = draft.Effect == EffectKind.Lower ? draft.LowerTo : Priority.P4,
        LowerBy = Math.Max(1, draft.LowerBy),
        Tag = draft.Tag.Length > 0 ? draft.Tag : "maintenance",
        EndsWhenDone = draft.EndsWhenDone,
    };

    /// <summary>Which of the dates to leave out is none; null where all are dates.</summary>
    public string? BadException => Words(Exceptions).FirstOrDefault(word => Date(word) is null);

    internal WindowDraft ToDraft() => new()
    {
        Title = Title,
        Reason = Reason,
        Owner = Owner,
        LocalStart = LocalStart,
        Zone = Zone.Trim(),
        DurationMinutes = (Math.Clamp(Hours, 0, 24 * 400) * 60) + Math.Clamp(Minutes, 0, 59),
        Rule = Rule.ToRule(),
        Exceptions = [.. Words(Exceptions).Select(Date).OfType<DateOnly>()],
        Moved = Moved,
        Services = Words(Services),
        WithDependants = WithDependants,
        Environment = Environment,
        Matchers = Matchers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Effect = Effect,
        LowerTo = Effect == EffectKind.Lower ? LowerTo : null,
        LowerBy = Effect == EffectKind.Lower && LowerTo is null ? LowerBy : 0,
        Tag = Effect == EffectKind.Tag ? Tag : "",
        EndsWhenDone = EndsWhenDone,
    };

    private static string[] Words(string text) => text.Split([',', ' ', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateOnly? Date(string word) => DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
