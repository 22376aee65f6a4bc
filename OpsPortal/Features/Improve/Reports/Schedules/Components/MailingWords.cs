using System.Globalization;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;

namespace OpsPortal.Features.Improve.Reports.Schedules.Components;

/// <summary>Schedules in the words of the screens.</summary>
internal static class MailingWords
{
    public static readonly IReadOnlyList<string> Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static string Of(RelativePeriod period) => period switch
    {
        RelativePeriod.Yesterday => "The day before",
        RelativePeriod.LastSevenDays => "The last 7 days",
        RelativePeriod.LastThirtyDays => "The last 30 days",
        RelativePeriod.LastWeek => "The last week, Monday to Sunday",
        RelativePeriod.LastMonth => "The last calendar month",
        _ => "The last calendar quarter",
    };

    /// <summary>As <c>Monthly on day 1 at 06:00 (Europe/Berlin)</c>.</summary>
    public static string Of(Timetable table)
    {
        var when = table.Rhythm switch
        {
            Rhythm.Daily => "Daily",
            Rhythm.Weekly => $"Every {Weekdays[Math.Clamp(table.Day, 1, 7) - 1]}",
            _ => table.Day > 28 ? Words.Say($"Monthly on day {table.Day}, or the last one") : Words.Say($"Monthly on day {table.Day}"),
        };
        return $"{when} at {table.At.ToString("HH:mm", CultureInfo.InvariantCulture)} ({table.Zone})";
    }

    public static string Of(SendingOutcome outcome) => outcome switch { SendingOutcome.Sent => "Sent", SendingOutcome.SentInPart => "Sent to some", SendingOutcome.Failed => "Failed", _ => "On its way" };

    public static string Of(MailState state) => state switch { MailState.Sent => "sent", MailState.Failed => "failed", _ => "waiting" };

    public static string Formats(ReportScheduleDraft plan) => plan switch { { Pdf: true, Excel: true } => "PDF and Excel", { Excel: true } => "Excel", _ => "PDF" };

    /// <summary>As <c>132 KB</c>.</summary>
    public static string Size(int bytes) => bytes < 1024 ? Words.Say($"{bytes} bytes") : bytes < 1024 * 1024 ? Words.Say($"{bytes / 1024.0:0} KB") : Words.Say($"{bytes / 1024.0 / 1024:0.0} MB");

    /// <summary>What a timetable with a local time close to a change of the clocks does; empty: nothing to say.</summary>
    public static string Clocks(Timetable table, DateTimeOffset due) => table.Check() is null && TimeOnly.FromDateTime(Zones.ToLocal(due, table.Zone)) != table.At ? "The clock skips that time on this day; it is sent as much later." : "";
}
