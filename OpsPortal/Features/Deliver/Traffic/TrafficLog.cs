using OpsPortal.Domain.Deliver.Traffic;

namespace OpsPortal.Features.Deliver.Traffic;

internal static partial class TrafficLog
{
    [LoggerMessage(6411, LogLevel.Information, "Traffic of {Service} in {Environment}: {Weights} ({Controller})")]
    public static partial void Shifted(this ILogger log, string service, string environment, TrafficWeights weights, string controller);

    [LoggerMessage(6412, LogLevel.Warning, "Traffic of {Service} in {Environment} was not brought to {Weights} ({Controller}): {Code}")]
    public static partial void NotShifted(this ILogger log, string service, string environment, TrafficWeights weights, string controller, string code);

    [LoggerMessage(6413, LogLevel.Error, "The traffic controller {Controller} failed for {Service}")]
    public static partial void ControllerFailed(this ILogger log, Exception fault, string controller, string service);

    [LoggerMessage(6414, LogLevel.Warning, "The routes of the gateway could not be read; it goes on with those it has")]
    public static partial void RoutesNotRead(this ILogger log, Exception fault);
}
