using System.Globalization;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Components;

/// <summary>Windows in the words of the screen.</summary>
internal static class WindowWords
{
    public static string Of(WindowState state) => state == WindowState.AwaitingApproval ? "Awaiting approval" : state.ToString();

    public static string Of(MomentKind kind) => kind switch
    {
        MomentKind.Planned => "is certain to take place",
        MomentKind.Started => "began",
        MomentKind.Changed => "was planned anew",
        MomentKind.Moved => "had one of its times moved",
        MomentKind.Extended => "lasts longer",
        MomentKind.Overrun => "is past its plan",
        MomentKind.Ended => "ended",
        _ => "was called off",
    };

    /// <summary>A time in the zone of its schedule, with the zone: <c>Sun 6 Dec 2026 22:00 – Mon 7 Dec 02:00 Europe/Berlin (UTC+01:00)</c>.</summary>
    public static string Time(Occurrence occurrence, string zone) => Time(occurrence.Start, occurrence.End, zone);

    public static string Time(DateTimeOffset start, DateTimeOffset? end, string zone)
    {
        var from = Zones.ToLocal(start, zone);
        var begin = from.ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
        if (end is not { } until) return $"{begin} {Named(start, zone)}, until somebody says that the work is done";
        var to = Zones.ToLocal(until, zone);
        return $"{begin} – {to.ToString(to.Date == from.Date ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture)} {Named(start, zone)}";
    }

    /// <summary>When the rule has a time that takes place elsewhere: <c>Sun 6 Dec 2026 22:00</c>.</summary>
    public static string Begin(DateTimeOffset start, string zone) => Zones.ToLocal(start, zone).ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string Named(DateTimeOffset at, string zone)
    {
        var offset = Zones.OffsetAt(at, zone);
        return zone == Zones.Utc ? zone : $"{zone} (UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset:hh\\:mm})";
    }
}
