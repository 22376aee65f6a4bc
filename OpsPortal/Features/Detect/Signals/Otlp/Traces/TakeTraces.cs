using OpenTelemetry.Proto.Collector.Trace.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Sources;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Detect.Signals.Otlp.Traces;

/// <summary>Takes an export of spans into the store of traces, whichever way it came.</summary>
internal sealed class TakeTraces(OtlpHttp http, TracePath path, ServiceLookup services, SourceIntake intake, TimeProvider clock)
{
    /// <summary><c>POST /v1/traces</c>.</summary>
    public Task RunAsync(HttpContext request) => http.RunAsync(request, async (body, stopping) =>
        body.Parse(ExportTraceServiceRequest.Parser, out var refusal) is { } export
            ? await TakeAsync(export, body.Source, body.Encoding, stopping)
            : OtlpAnswer.Refuse(refusal!));

    public async Task<OtlpAnswer> TakeAsync(ExportTraceServiceRequest export, IntakeSource source, OtlpEncoding encoding, CancellationToken stopping)
    {
        var reading = new SpanReading(services, encoding, clock.GetUtcNow());
        reading.Read(export);
        var taken = await path.TakeAsync(reading.Spans, stopping);
        if (taken.Outcome != Taken.Stored) return OtlpAnswer.Refuse(OtlpRefusal.NotStored(taken.Outcome));
        intake.Ledger.Spoke(source.Name);
        var answer = new ExportTraceServiceResponse();
        var (rejected, why) = (taken.Rejected + reading.Rejected, taken.Rejected > 0 ? taken.Why : reading.Warning);
        if (why.Length == 0) return OtlpAnswer.Of(answer);
        answer.PartialSuccess = new() { RejectedSpans = rejected, ErrorMessage = why };
        if (rejected > 0) intake.Refused(source, "partly", why, []);
        return OtlpAnswer.Of(answer);
    }
}
