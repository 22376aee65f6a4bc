using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Verifications.Checks;

/// <summary>What a check has to be like.</summary>
public static class CheckFault
{
    public const int MaxNameLength = 120, MaxAssertions = 50;

    /// <summary>Why it cannot be made, or null where it can.</summary>
    public static Refusal? Of(VerificationCheck check)
    {
        if (string.IsNullOrWhiteSpace(check.Name) || check.Name.Length > MaxNameLength || check.Name.Any(char.IsControl)) return new("verification.invalid-name", $"A check has a name of at most {MaxNameLength} characters.");
        var limits = check.Limits;
        if (limits.Count is < 1 or > CheckLimits.MostCount || limits.FailureLimit < 0 || limits.InconclusiveLimit < 0 || limits.ConsecutiveErrorLimit < 0) return Bad(check, "is made at least once, and its limits are 0 or more");
        if (limits.Interval < TimeSpan.FromSeconds(1) || limits.InitialDelay < TimeSpan.Zero) return Bad(check, "is made at most once a second");
        return check.Target switch
        {
            CheckTarget.Http http when !IsAddress(http.Url) => Bad(check, "asks an address that begins with http:// or https:// and holds no password"),
            CheckTarget.Http http when http.Assertions.Count is 0 or > MaxAssertions || !http.Assertions.All(one => one.IsValid) => Bad(check, $"says 1 to {MaxAssertions} things that must be true of the answer, each in its form"),
            CheckTarget.Script script when !ScriptName.IsOne(script.Name) || script.Arguments.Any(argument => argument.Contains('\0', StringComparison.Ordinal)) => Bad(check, "names a file in the folder of scripts"),
            CheckTarget.MonitorThreshold { Least: null, Most: null } => Bad(check, "says what the monitor must keep to"),
            _ => null,
        };
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;

    private static Refusal Bad(VerificationCheck check, string what) => new("verification.invalid-check", $"{check.Name} {what}.");
}
