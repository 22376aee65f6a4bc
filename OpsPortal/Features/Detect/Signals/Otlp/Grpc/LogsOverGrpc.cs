using Grpc.Core;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Otlp.Logs;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Grpc;

/// <summary>Logs over gRPC. An answer means that they are durable; <c>UNAVAILABLE</c> and <c>RESOURCE_EXHAUSTED</c> ask the sender to come again.</summary>
internal sealed class LogsOverGrpc(TakeLogs logs, SourceIntake intake) : LogsService.LogsServiceBase
{
    public override async Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        var source = await intake.SpeakerAsync(context.GetHttpContext(), SourceKind.Otlp) ?? throw GrpcRefusal.Of(OtlpRefusal.SwitchedOff);
        var answer = await logs.TakeAsync(request, source, OtlpEncoding.Protobuf, context.CancellationToken);
        return answer.Message as ExportLogsServiceResponse ?? throw GrpcRefusal.Of(answer.Refusal!);
    }
}
