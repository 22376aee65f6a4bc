using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Otlp.Metrics;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Grpc;

/// <summary>Metrics over gRPC. An answer means that they are durable; <c>UNAVAILABLE</c> and <c>RESOURCE_EXHAUSTED</c> ask the sender to come again.</summary>
internal sealed class MetricsOverGrpc(TakeMetrics metrics, SourceIntake intake) : MetricsService.MetricsServiceBase
{
    public override async Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        var source = await intake.SpeakerAsync(context.GetHttpContext(), SourceKind.Otlp) ?? throw GrpcRefusal.Of(OtlpRefusal.SwitchedOff);
        var answer = await metrics.TakeAsync(request, source, context.CancellationToken);
        return answer.Message as ExportMetricsServiceResponse ?? throw GrpcRefusal.Of(answer.Refusal!);
    }
}
