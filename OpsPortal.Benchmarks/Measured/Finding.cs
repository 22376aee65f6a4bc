using System.Globalization;

namespace OpsPortal.Benchmarks.Measured;

internal enum Verdict
{
    Ok,
    Missed,

    /// <summary>Measured for orientation; nothing is promised.</summary>
    Told,
}

/// <summary>One number, with what it is held against.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Reach">What was to be reached; empty where nothing is promised.</param>
/// <param name="Peer">The same measured on the peer; empty where there is none.</param>
/// <param name="Ratio">Measured to peer; empty where there is none.</param>
internal sealed record Finding(string What, string Reach, string Measured, string Peer, string Ratio, Verdict Verdict)
{
    /// <summary>A number nobody promised anything about.</summary>
    public static Finding Told(string what, string measured, string peer = "", string ratio = "") => new(what, "", measured, peer, ratio, Verdict.Told);

    public static Finding Held(string what, string reach, string measured, bool reached, string peer = "", string ratio = "") =>
        new(what, reach, measured, peer, ratio, reached ? Verdict.Ok : Verdict.Missed);

    public string VerdictText => Verdict switch { Verdict.Ok => "ok", Verdict.Missed => "MISSED", _ => "" };

    public override string ToString() =>
        $"{What}: {Measured}" + (Peer.Length > 0 ? $", peer {Peer}" : "") + (Ratio.Length > 0 ? $", {Ratio}" : "") +
        (Reach.Length > 0 ? $" (reach {Reach}) {VerdictText}" : "");
}

/// <summary>Numbers as people read them, the same in every place.</summary>
internal static class Written
{
    public static string PerSecond(double alerts) => string.Create(CultureInfo.InvariantCulture, $"{alerts:#,0}/s");

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    public static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    public static string Megabytes(double megabytes) => string.Create(CultureInfo.InvariantCulture, $"{megabytes:0} MB");

    public static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} ×");

    public static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0}");
}
