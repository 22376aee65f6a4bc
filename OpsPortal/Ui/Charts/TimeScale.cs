using System.Globalization;

namespace OpsPortal.Ui.Charts;

/// <summary>Where the marks of an axis stand: round numbers, round times.</summary>
public static class TimeScale
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
        TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(28),
    ];

    /// <summary>About <paramref name="about"/> marks at round local times, with what is written there.</summary>
    public static IEnumerable<(long At, string Label)> Times(long from, long to, int about, TimeZoneInfo zone)
    {
        var step = Steps.FirstOrDefault(step => (to - from) / step.TotalMilliseconds <= about, Steps[^1]);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(from), zone).DateTime;
        var ticks = (local.Ticks + step.Ticks - 1) / step.Ticks * step.Ticks;
        for (var at = new DateTime(ticks, DateTimeKind.Unspecified); ; at += step)
        {
            var utc = new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUnixTimeMilliseconds();
            if (utc > to) yield break;
            yield return (utc, at.ToString(step >= TimeSpan.FromDays(1) ? "d MMM" : at.TimeOfDay == TimeSpan.Zero ? "ddd d MMM" : "HH:mm", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A stretch with round ends that holds both values, and the round marks in it.</summary>
    public static (double Low, double High, IReadOnlyList<double> Marks) Values(double least, double most)
    {
        if (!double.IsFinite(least) || !double.IsFinite(most)) (least, most) = (0, 1);
        if (least > 0 && least < most * 0.6) least = 0;
        if (most - least < 1e-12) (least, most) = (least - Math.Max(Math.Abs(least) * 0.1, 0.5), most + Math.Max(Math.Abs(most) * 0.1, 0.5));
        var rough = (most - least) / 4;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(round => round * scale).First(round => round >= rough - 1e-12);
        var (low, high) = (Math.Floor(least / step) * step, Math.Ceiling(most / step) * step);
        return (low, high, [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(mark => Math.Round(low + (mark * step), 12))]);
    }

    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + " k",
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };
}
