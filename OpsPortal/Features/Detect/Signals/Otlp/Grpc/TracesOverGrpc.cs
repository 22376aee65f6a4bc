using Grpc.Core;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Otlp.Traces;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Grpc;

/// <summary>Traces over gRPC. An answer means that they are durable; <c>UNAVAILABLE</c> and <c>RESOURCE_EXHAUSTED</c> ask the sender to come again.</summary>
internal sealed class TracesOverGrpc(TakeTraces traces, SourceIntake intake) : TraceService.TraceServiceBase
{
    public override async Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        var source = await intake.SpeakerAsync(context.GetHttpContext(), SourceKind.Otlp) ?? throw GrpcRefusal.Of(OtlpRefusal.SwitchedOff);
        var answer = await traces.TakeAsync(request, source, OtlpEncoding.Protobuf, context.CancellationToken);
        return answer.Message as ExportTraceServiceResponse ?? throw GrpcRefusal.Of(answer.Refusal!);
    }
}
