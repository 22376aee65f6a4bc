using OpsPortal.Domain.Deliver.Deployments;

namespace OpsPortal.Features.Deliver.Deployments;

internal static partial class DeploymentLog
{
    [LoggerMessage(8101, LogLevel.Information, "{Act}: {Deployment} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, DeploymentNumber deployment, string actor);

    [LoggerMessage(8102, LogLevel.Information, "Refused {Act} of {Deployment} by {Actor}: {Code}")]
    public static partial void Refused(this ILogger log, string act, DeploymentNumber deployment, string actor, string code);

    [LoggerMessage(8103, LogLevel.Error, "The executor of deployments failed; it goes on in a moment")]
    public static partial void ExecutorFailed(this ILogger log, Exception failure);

    [LoggerMessage(8104, LogLevel.Error, "Carrying out {Attempt} failed; it is asked about again")]
    public static partial void StepFailed(this ILogger log, Exception failure, string attempt);

    [LoggerMessage(8105, LogLevel.Debug, "Deployments were acted on meanwhile ({Failure}); each is looked at again")]
    public static partial void MovedMeanwhile(this ILogger log, string failure);

    [LoggerMessage(8106, LogLevel.Warning, "A callback for {Attempt} was refused: {Code}")]
    public static partial void CallbackRefused(this ILogger log, string attempt, string code);
}
