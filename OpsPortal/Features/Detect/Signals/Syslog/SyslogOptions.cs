using System.ComponentModel.DataAnnotations;

namespace OpsPortal.Features.Detect.Signals.Syslog;

/// <summary>Where and how syslog is taken; section <c>OpsPortal:Syslog</c>.</summary>
internal sealed class SyslogOptions
{
    /// <summary>Port, for UDP and TCP alike; 0: not listened for.</summary>
    [Range(0, 65535)] public int Port { get; init; } = 5514;

    /// <summary>Zone of senders that write the old format, which has none, as <c>Europe/Berlin</c>; empty: that of this machine.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Most TCP connections at once; further ones are closed and counted.</summary>
    [Range(1, 10_000)] public int MaxConnections { get; init; } = 256;

    public TimeZoneInfo Zone => TimeZone.Length == 0 ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
