using OpsPortal.Domain.Deliver.Deployments;

namespace OpsPortal.Features.Deliver.EarlyLife;

internal static partial class EarlyLifeLog
{
    [LoggerMessage(8200, LogLevel.Information, "{Act}: early-life support of {Deployment} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, DeploymentNumber deployment, string actor);

    [LoggerMessage(8201, LogLevel.Information, "Refused {Act} of {Deployment} by {Actor}: {Code}")]
    public static partial void Refused(this ILogger log, string act, DeploymentNumber deployment, string actor, string code);

    [LoggerMessage(8202, LogLevel.Debug, "Early-life support of {Deployment} was looked at meanwhile ({Failure}); it is looked at again")]
    public static partial void LookedAtMeanwhile(this ILogger log, DeploymentNumber deployment, string failure);

    [LoggerMessage(8203, LogLevel.Warning, "What tightens monitors could not be read; they are judged as read at {Since:u}")]
    public static partial void TighteningsNotRead(this ILogger log, DateTimeOffset since, Exception why);
}
