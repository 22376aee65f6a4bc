namespace OpsPortal.Features.People;

internal static partial class PeopleLog
{
    [LoggerMessage(3001, LogLevel.Warning, "Account {Account} is locked for {LockedFor} after repeated failures to sign in")]
    public static partial void AccountLocked(this ILogger log, string account, TimeSpan lockedFor);

    [LoggerMessage(3002, LogLevel.Warning, "Several attempts to sign in to {Account} arrived at the same moment; all but one were refused unread")]
    public static partial void AttemptsCollided(this ILogger log, string account);

    [LoggerMessage(3003, LogLevel.Warning, "Nobody can sign in yet. Open {Address} and set up the first administrator with this one-time token: {Token}")]
    public static partial void SetupNeeded(this ILogger log, string address, string token);

    [LoggerMessage(3004, LogLevel.Information, "The first administrator is set up; the one-time token is void")]
    public static partial void SetupDone(this ILogger log);

    [LoggerMessage(3005, LogLevel.Error, "OpsPortal:Demo is on outside Development and was refused: demo accounts have passwords that anyone can read in the manual")]
    public static partial void DemoRefused(this ILogger log);

    [LoggerMessage(3006, LogLevel.Information, "Demo organisation ready: sign in as {First} (or {Others}) with password {Password}")]
    public static partial void DemoReady(this ILogger log, string first, string others, string password);

    [LoggerMessage(3008, LogLevel.Warning, "Whether an open page is still signed in could not be looked up; it is tried again within a minute")]
    public static partial void SessionNotChecked(this ILogger log, Exception fault);

    [LoggerMessage(3010, LogLevel.Information, "Where an account was signed in to could not be kept; the same browser did it twice at the same moment")]
    public static partial void TraceNotKept(this ILogger log, Exception fault);

    [LoggerMessage(3009, LogLevel.Warning, "The identity provider did not sign somebody in")]
    public static partial void ProviderFailed(this ILogger log, Exception? fault);

    [LoggerMessage(3007, LogLevel.Warning, "When API keys were last used could not be written; it is tried again in a minute")]
    public static partial void KeyUseNotWritten(this ILogger log, Exception fault);
}
