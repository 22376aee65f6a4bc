using System.Globalization;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Editing;

/// <summary>The hours of a monitor as they are typed.</summary>
internal sealed class ScheduleFields
{
    private const string Clock = "HH:mm";

    /// <summary>Off: it watches always.</summary>
    public bool On { get; set; }

    public string Zone { get; set; } = "Europe/Berlin";

    public HashSet<DayOfWeek> Days { get; } = [];

    public string From { get; set; } = "08:00";

    public string To { get; set; } = "18:00";

    public static ScheduleFields Of(WatchSchedule? schedule)
    {
        var fields = new ScheduleFields();
        if (schedule is null) return fields;
        (fields.On, fields.Zone) = (true, schedule.Zone);
        (fields.From, fields.To) = (schedule.From.ToString(Clock, CultureInfo.InvariantCulture), schedule.To.ToString(Clock, CultureInfo.InvariantCulture));
        fields.Days.UnionWith(schedule.Days);
        return fields;
    }

    public void Choose(DayOfWeek day, bool on) => _ = on ? Days.Add(day) : Days.Remove(day);

    public WatchSchedule? Read(List<DraftFault> faults)
    {
        if (!On) return null;
        if (!TimeOnly.TryParse(From, CultureInfo.InvariantCulture, out var from) | !TimeOnly.TryParse(To, CultureInfo.InvariantCulture, out var to)) faults.Add(new("schedule.from", "Write times as 08:00."));
        return new(Zone.Trim(), [.. Days.Order()], from, to);
    }
}
