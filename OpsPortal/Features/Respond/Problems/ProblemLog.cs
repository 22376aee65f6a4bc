using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems;

internal static partial class ProblemLog
{
    [LoggerMessage(6301, LogLevel.Information, "{Act} {Problem} by {By}")]
    public static partial void Acted(this ILogger log, string act, ProblemNumber problem, string by);

    [LoggerMessage(6302, LogLevel.Information, "{Problem} refused {Act} by {By}: {Code}")]
    public static partial void Refused(this ILogger log, ProblemNumber problem, string act, string by, string code);

    [LoggerMessage(6303, LogLevel.Information, "{Problem} is proposed: {What} came back {Recurrences} times")]
    public static partial void Proposed(this ILogger log, ProblemNumber problem, string what, int recurrences);

    [LoggerMessage(6304, LogLevel.Warning, "{Waiting} proposed problems wait for a person; no more are proposed until some are decided")]
    public static partial void TooManyProposals(this ILogger log, int waiting);

    [LoggerMessage(6305, LogLevel.Information, "{Rows} counted occurrences were older than they are kept, and removed")]
    public static partial void OccurrencesRemoved(this ILogger log, int rows);
}
