using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Monitors.Probes;

namespace OpsPortal.Features.Detect.Monitors.Looking;

/// <summary>Under which names the results of probes and counts are kept.</summary>
internal static class ProbeSeries
{
    public static string Name(ProbeResult result) => result switch
    {
        ProbeResult.Up => "probe_up",
        ProbeResult.Duration => "probe_duration_seconds",
        _ => "probe_tls_expires_days",
    };

    public static string Name(PortalCount count) => count == PortalCount.FailedSignIns ? "portal_failed_sign_ins" : "portal_new_administrators";

    /// <summary>All results of one probe, whichever of them its monitor judges.</summary>
    public static IEnumerable<MetricPoint> Points(Monitor monitor, ProbeTarget target, ProbeAnswer answer, DateTimeOffset at)
    {
        var time = at.ToUnixTimeMilliseconds();
        yield return new(Labels(monitor, Name(ProbeResult.Up), target.Words), time, answer.Up ? 1 : 0);
        if (answer.Up) yield return new(Labels(monitor, Name(ProbeResult.Duration), target.Words), time, answer.Took.TotalSeconds);
        if (answer.CertificateExpires is { } expires) yield return new(Labels(monitor, Name(ProbeResult.CertificateDays), target.Words), time, Math.Round((expires - at).TotalDays, 3));
    }

    public static LabelSet Labels(Monitor monitor, string name, string instance) =>
        LabelSet.From((MetricSeries.NameLabel, name), ("monitor", monitor.Number.ToString()), ("service", monitor.Service), ("instance", instance));
}
