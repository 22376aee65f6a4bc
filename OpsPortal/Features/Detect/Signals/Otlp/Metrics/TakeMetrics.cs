using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>Takes an export of metrics into the store, whichever way it came.</summary>
internal sealed class TakeMetrics(OtlpHttp http, MetricStore store, DeltaSums sums, SeriesMemory memory, SourceIntake intake)
{
    /// <summary><c>POST /v1/metrics</c>.</summary>
    public Task RunAsync(HttpContext request) => http.RunAsync(request, async (body, stopping) =>
    {
        var reading = new PointReading(sums);
        var refusal = body.Read(export =>
        {
            if (body.Encoding == OtlpEncoding.Protobuf) new ProtobufPoints(memory, reading).Read(export.Bytes);
            else new JsonPoints(memory, reading).Read(export.Bytes);
        });
        return refusal is null ? await TakeAsync(reading, body.Source, stopping) : OtlpAnswer.Refuse(refusal);
    });

    /// <summary>An export that was read by others, as over gRPC.</summary>
    public Task<OtlpAnswer> TakeAsync(ExportMetricsServiceRequest export, IntakeSource source, CancellationToken stopping)
    {
        var reading = new PointReading(sums);
        reading.Read(export);
        return TakeAsync(reading, source, stopping);
    }

    private async Task<OtlpAnswer> TakeAsync(PointReading reading, IntakeSource source, CancellationToken stopping)
    {
        var appended = await store.AppendAsync(source.Name, reading.Complete(), stopping);
        if (appended.Outcome != Taken.Stored) return OtlpAnswer.Refuse(OtlpRefusal.NotStored(appended.Outcome));
        var answer = new ExportMetricsServiceResponse();
        var (rejected, why) = (appended.Rejected + reading.Rejected, appended.Rejected > 0 ? appended.Why : reading.Warning);
        if (why.Length == 0) return OtlpAnswer.Of(answer);
        answer.PartialSuccess = new() { RejectedDataPoints = rejected, ErrorMessage = why };
        if (rejected > 0) intake.Refused(source, "partly", why, []);
        return OtlpAnswer.Of(answer);
    }
}
