using System.Globalization;

namespace OpsPortal.Ui.Time;

/// <summary>Times and durations in the words of the screen.</summary>
public static class Spans
{
    private const string Absolute = "ddd d MMM yyyy HH:mm:ss";

    /// <summary><c>45 s</c>, <c>12 min</c>, <c>1 h 04 min</c>, <c>3 d 2 h</c>.</summary>
    public static string Duration(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 60 } s => $"{(int)s.TotalSeconds} s",
        { TotalMinutes: < 60 } m => $"{(int)m.TotalMinutes} min",
        { TotalHours: < 24 } h => $"{(int)h.TotalHours} h {h.Minutes:00} min",
        var d => d.Hours == 0 ? $"{(int)d.TotalDays} d" : $"{(int)d.TotalDays} d {d.Hours} h",
    };

    /// <summary><c>just now</c>, <c>40 s ago</c>, <c>5 min ago</c>, <c>in 15 min</c>; seconds in steps of ten.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var ago = now - at;
        return ago.Duration() switch
        {
            { TotalSeconds: < 10 } => ago < TimeSpan.Zero ? "in a moment" : "just now",
            { TotalSeconds: < 60 } s => Said($"{(int)s.TotalSeconds / 10 * 10} s"),
            { TotalMinutes: < 60 } m => Said($"{(int)m.TotalMinutes} min"),
            { TotalHours: < 24 } h => Said($"{(int)h.TotalHours} h"),
            var d => Said($"{(int)d.TotalDays} d"),
        };

        string Said(string span) => ago < TimeSpan.Zero ? $"in {span}" : $"{span} ago";
    }

    /// <summary>The instant in a zone, and in UTC where that is another.</summary>
    public static string Full(DateTimeOffset local, string zone)
    {
        var said = $"{local.ToString(Absolute, CultureInfo.InvariantCulture)} {zone}";
        return local.Offset == TimeSpan.Zero ? said : $"{said} · {local.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
    }
}
