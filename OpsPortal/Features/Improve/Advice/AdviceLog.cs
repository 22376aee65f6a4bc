using OpsPortal.Domain.Improve.Advice;

namespace OpsPortal.Features.Improve.Advice;

internal static partial class AdviceLog
{
    [LoggerMessage(8320, LogLevel.Information, "Noise of {Rules} rules counted over {Weeks} weeks, {Events} events")]
    public static partial void Counted(this ILogger log, int rules, int weeks, long events);

    [LoggerMessage(8321, LogLevel.Information, "Advice for {Rule}: {Count} offers")]
    public static partial void Advised(this ILogger log, RuleSubject rule, int count);

    [LoggerMessage(8322, LogLevel.Information, "{Act}: {Kind} for {Rule} by {Actor}")]
    public static partial void Acted(this ILogger log, string act, AdviceKind kind, RuleSubject rule, string actor);

    [LoggerMessage(8323, LogLevel.Information, "The effect of {Kind} for {Rule} was counted: {Before} events before, {After} after")]
    public static partial void Measured(this ILogger log, AdviceKind kind, RuleSubject rule, int before, int after);

    [LoggerMessage(8324, LogLevel.Warning, "{Kind} for {Rule} was applied, and somebody else changed the advice meanwhile")]
    public static partial void NotKept(this ILogger log, AdviceKind kind, RuleSubject rule);

    [LoggerMessage(8325, LogLevel.Information, "{Advisor} has no advice for {Rule}: {Why}")]
    public static partial void NoAdvice(this ILogger log, string advisor, RuleSubject rule, string why);
}
