using OpsPortal.Domain.Respond.Handoffs;

namespace OpsPortal.Features.Respond.Handoffs;

internal static partial class HandoffLog
{
    [LoggerMessage(6101, LogLevel.Warning, "{Handoff} was not accepted by {Taker}, {Late} after the shift began")]
    public static partial void NotAccepted(this ILogger log, HandoffNumber handoff, string taker, TimeSpan late);
}
