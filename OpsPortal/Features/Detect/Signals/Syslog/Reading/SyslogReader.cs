using System.Globalization;
using System.Text;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Syslog.Reading;

/// <summary>Reads one message of RFC 5424 or RFC 3164, whichever it is. What is neither is taken as text: a log line is never lost for its form.</summary>
/// <param name="zone">Zone of the old format, which has none.</param>
internal sealed class SyslogReader(TimeZoneInfo zone)
{
    /// <summary>Longest message taken, in bytes; what is longer is cut.</summary>
    public const int MaxBytes = 8192;

    /// <summary>What RFC 3164 has a relay assume: user, notice.</summary>
    private const int AssumedPriority = 13;

    private const int HighestPriority = 191;

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    private static readonly string[] Identity = ["host", "app", "facility", "severity", "msgid"];

    /// <param name="from">The address it came from; the host where it names none.</param>
    /// <param name="complaint">What is wrong with its form; null: nothing.</param>
    /// <returns>Null where there is nothing in it.</returns>
    public Signal? Read(ReadOnlySpan<byte> message, string source, string from, DateTimeOffset now, out string? complaint)
    {
        complaint = null;
        message = message.TrimEnd("\r\n\0"u8);
        if (message.Length > MaxBytes) message = message[..MaxBytes];
        if (message.IsEmpty) return null;
        var priority = Priority(ref message) is { } given ? given : AssumedPriority;
        var parts = message.StartsWith("1 "u8) ? Syslog5424.Read(message[2..], out complaint) : Syslog3164.Read(message, zone, now);
        parts ??= new() { Text = Encoding.UTF8.GetString(message) };

        var labels = new LabelDraft();
        foreach (var (name, value) in parts.Parameters) labels.Add(name, value);
        labels.Add("host", parts.Host.Length > 0 ? parts.Host : from).Add("app", parts.App).Add("facility", Facilities[priority / 8]).Add("severity", Severity(priority % 8)).Add("msgid", parts.MessageId);
        var annotations = new LabelDraft().Add("procid", parts.ProcessId).Add("received_from", from).Build();
        return Told.Record(source, labels.Build().IdentifiedBy(name => Array.IndexOf(Identity, name) >= 0), annotations, parts.At is { } told && told < now ? told : now, parts.Text);
    }

    private static int? Priority(ref ReadOnlySpan<byte> message)
    {
        if (message[0] != '<') return null;
        var end = message[..Math.Min(message.Length, 5)].IndexOf((byte)'>');
        if (end < 2 || !int.TryParse(message[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var priority) || priority > HighestPriority) return null;
        message = message[(end + 1)..];
        return priority;
    }

    private static string Severity(int level) => level switch
    {
        <= 2 => "critical",
        3 => "error",
        4 => "warning",
        5 or 6 => "info",
        _ => "debug",
    };
}

/// <summary>What a message says, apart from its priority.</summary>
internal sealed record SyslogParts
{
    /// <summary>UTC; null: it does not say.</summary>
    public DateTimeOffset? At { get; init; }

    public string Host { get; init; } = "";
    public string App { get; init; } = "";
    public string ProcessId { get; init; } = "";
    public string MessageId { get; init; } = "";

    /// <summary>Parameters of its structured data.</summary>
    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    public string Text { get; init; } = "";
}
