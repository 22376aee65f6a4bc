using OpenTelemetry.Proto.Collector.Logs.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Logs;

/// <summary>Takes an export of logs in, whichever way it came.</summary>
internal sealed class TakeLogs(OtlpHttp http, SourceIntake intake, TimeProvider clock)
{
    /// <summary><c>POST /v1/logs</c>.</summary>
    public Task RunAsync(HttpContext request) => http.RunAsync(request, async (body, stopping) =>
        body.Parse(ExportLogsServiceRequest.Parser, out var refusal) is { } export
            ? await TakeAsync(export, body.Source, body.Encoding, stopping)
            : OtlpAnswer.Refuse(refusal!));

    public async Task<OtlpAnswer> TakeAsync(ExportLogsServiceRequest export, IntakeSource source, OtlpEncoding encoding, CancellationToken stopping)
    {
        var reading = LogSignals.Read(export, source.Name, encoding, clock.GetUtcNow());
        var taken = await intake.TakeAsync(source, reading.Signals, stopping);
        if (taken != Taken.Stored) return OtlpAnswer.Refuse(OtlpRefusal.NotStored(taken), noted: true);
        var answer = new ExportLogsServiceResponse();
        if (reading.Warning.Length == 0) return OtlpAnswer.Of(answer);
        answer.PartialSuccess = new() { RejectedLogRecords = reading.Rejected, ErrorMessage = reading.Warning };
        if (reading.Rejected > 0) intake.Refused(source, "partly", reading.Warning, []);
        return OtlpAnswer.Of(answer);
    }
}
