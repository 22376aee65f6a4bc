using System.Collections.Frozen;
using System.Globalization;
using System.Text.Unicode;

namespace OpsPortal.Benchmarks.Load;

/// <summary>The alerts the benchmarks send: 500 rules on many hosts, written as Prometheus 2.42 writes them.</summary>
internal static class AlertShape
{
    /// <summary>How many different values the label <c>alertname</c> has.</summary>
    public const int Names = 500;

    /// <summary>Bytes of an instant as Prometheus writes it, to the millisecond in UTC.</summary>
    public const int InstantLength = 24;

    private const string HostPrefix = "host-";

    private static readonly string[] Subjects =
    [
        "Disk", "Memory", "Cpu", "Latency", "Queue", "Certificate", "Replication", "Backup", "Pod", "Node",
        "Endpoint", "Cache", "Index", "Gateway", "Mailbox", "Tunnel", "Volume", "Session", "Broker", "Scheduler",
    ];

    private static readonly string[] Conditions =
    [
        "Full", "High", "Slow", "Down", "Lagging", "Expiring", "Failing", "Missing", "Flapping", "Saturated", "Restarting", "Stuck", "Unreachable",
        "Throttled", "Degraded", "Drifting", "Overdue", "Rejected", "Backlogged", "Unbalanced", "Leaking", "Blocked", "Corrupt", "Refused", "Unsigned",
    ];

    private static readonly string[] Severities = ["critical", "warning", "warning", "info", "warning", "info", "none", "warning"];

    private static readonly FrozenDictionary<string, int> NumberOfName = Enumerable.Range(0, Names).ToFrozenDictionary(Name);

    public static string Name(int alert) => Subjects[alert % Names % Subjects.Length] + Conditions[alert % Names / Subjects.Length];

    public static string Severity(int alert) => Severities[(alert / Names + alert) % Severities.Length];

    public static string Instance(int alert) => string.Create(CultureInfo.InvariantCulture, $"{HostPrefix}{alert / Names:0000}.example.org:9100");

    /// <summary>Which of the distinct alerts it is: the inverse of <see cref="Name"/> and <see cref="Instance"/>.</summary>
    public static int Number(string name, string instance) =>
        int.Parse(instance.AsSpan(HostPrefix.Length, instance.IndexOf('.', StringComparison.Ordinal) - HostPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture) * Names
        + NumberOfName[name];

    public static void WriteInstant(Span<byte> to, DateTimeOffset instant) =>
        instant.UtcDateTime.TryFormat(to[..InstantLength], out _, "yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes one element of the array.</summary>
    /// <param name="to">Where to; an alert takes less than 800 bytes.</param>
    /// <param name="alert">Which of the distinct alerts: equal numbers within a <paramref name="run"/> have equal labels.</param>
    /// <param name="run">Keeps the alerts of two runs against the same database apart.</param>
    /// <param name="endsAt">Where in <paramref name="to"/> the end stands, so that it can be moved in place.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(Span<byte> to, int alert, string run, DateTimeOffset starts, DateTimeOffset ends, out int endsAt)
    {
        var (name, instance) = (Name(alert), Instance(alert));
        var at = 0;
        Append(to, ref at, $$"""{"annotations":{"description":"{{name}} on {{instance}} for more than 5 minutes; see the runbook of team {{alert % 7}}.","summary":"{{name}} on {{instance}}"}""");
        Append(to, ref at, ",\"endsAt\":\"");
        endsAt = at;
        WriteInstant(to[at..], ends);
        at += InstantLength;
        Append(to, ref at, "\",\"startsAt\":\"");
        WriteInstant(to[at..], starts);
        at += InstantLength;
        Append(to, ref at, "\",\"generatorURL\":\"http://prometheus.example.org:9090/graph?g0.expr=rate%28errors_total%5B5m%5D%29+%3E+0.1\\u0026g0.tab=1\",\"labels\":");
        Append(to, ref at, $$$"""{"alertname":"{{{name}}}","cluster":"eu-{{{alert % 3}}}","instance":"{{{instance}}}","job":"node","run":"{{{run}}}","severity":"{{{Severity(alert)}}}"}}""");
        return at;
    }

    private static void Append(Span<byte> to, ref int at, ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, to[at..], out _, out var written);
        at += written;
    }
}
