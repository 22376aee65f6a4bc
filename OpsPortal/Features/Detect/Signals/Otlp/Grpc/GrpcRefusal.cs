using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpenTelemetry.Proto.Rpc;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Grpc;

/// <summary>A refusal as gRPC tells it, with the time after which to come again where that may help.</summary>
internal static class GrpcRefusal
{
    private const string Details = "grpc-status-details-bin";

    public static RpcException Of(OtlpRefusal why)
    {
        var trailers = new Metadata();
        if (why.IsRetryable)
        {
            var again = new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(SourceIntake.ComeAgainAfter)) };
            trailers.Add(Details, new OpenTelemetry.Proto.Rpc.Status { Code = why.Code, Message = why.Message, Details = { Any.Pack(again) } }.ToByteArray());
        }

        return new(new((StatusCode)why.Code, why.Message), trailers);
    }
}
