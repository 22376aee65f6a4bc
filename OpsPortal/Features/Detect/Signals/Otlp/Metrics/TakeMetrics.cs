using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>Takes an export of metrics into the store, whichever way it came.</summary>
internal sealed class TakeMetrics(OtlpHttp http, MetricStore store, DeltaSums sums, SourceIntake intake)
{
    /// <summary><c>POST /v1/metrics</c>.</summary>
    public Task RunAsync(HttpContext request) => http.RunAsync(request, async (body, stopping) =>
        body.Parse(ExportMetricsServiceRequest.Parser, out var refusal) is { } export ? await TakeAsync(export, body.Source, stopping) : OtlpAnswer.Refuse(refusal!));

    public async Task<OtlpAnswer> TakeAsync(ExportMetricsServiceRequest export, IntakeSource source, CancellationToken stopping)
    {
        var reading = new PointReading(sums);
        reading.Read(export);
        var appended = await store.AppendAsync(source.Name, reading.Points, stopping);
        if (appended.Outcome != Taken.Stored) return OtlpAnswer.Refuse(OtlpRefusal.NotStored(appended.Outcome));
        var answer = new ExportMetricsServiceResponse();
        var (rejected, why) = (appended.Rejected + reading.Rejected, appended.Rejected > 0 ? appended.Why : reading.Warning);
        if (why.Length == 0) return OtlpAnswer.Of(answer);
        answer.PartialSuccess = new() { RejectedDataPoints = rejected, ErrorMessage = why };
        if (rejected > 0) intake.Refused(source, "partly", why, []);
        return OtlpAnswer.Of(answer);
    }
}
