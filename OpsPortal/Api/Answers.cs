using System.Collections.Frozen;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Api;

/// <summary>A refusal as HTTP: problem details (RFC 9457) whose <c>code</c> names the refusal.</summary>
internal static class Answers
{
    /// <summary>Begins the code of every refusal of a request that cannot be read.</summary>
    private const string Unreadable = "request.";

    /// <summary>Ends the code of every refusal to act on something that is no longer what was seen.</summary>
    private const string ChangedMeanwhile = ".changed-meanwhile";

    /// <summary>Within the code of a refusal of what was sent.</summary>
    private const string Invalid = ".invalid-";

    /// <summary>Begins the code of every refusal of a significance rule: all of them are about what was sent.</summary>
    private const string Rule = "rule.";

    /// <summary>Begin the codes of refusals that are all about what was sent.</summary>
    private static readonly string[] OfInputOnly = [Rule, "schedule.", "matcher.", "calendar."];

    /// <summary>Refusals of what was sent; all others are about what the thing is now.</summary>
    private static readonly FrozenSet<string> OfInput = new[]
    {
        "event.text-missing", "event.text-too-long", "event.lesson-missing", "event.snooze-in-past", "event.snooze-too-long", "event.owner-may-not-work",
        "window.no-scope", "window.too-many-services", "window.unknown-service", "window.bad-matcher", "window.bad-lowering", "window.bad-tag", "window.text-missing", "window.text-too-long", "window.text-not-plain",
        "incident.text-missing", "incident.text-too-long", "incident.no-title", "incident.lesson-missing", "problem.text-missing", "problem.text-too-long", "problem.no-title",
        "window.in-the-past", "window.extend-backwards", "window.extend-too-far", WindowRefusals.HoldsForEverythingCode,
        "change.text-missing", "release.text-missing", "early-life.text-missing", "early-life.no-criterion", "approval.text-missing", "approval.text-too-long", "break-glass.text-missing", "break-glass.text-too-long", "freeze-override.text-missing", "policy.no-approver", "policy.self-approval-too-risky", "delegation.to-oneself",
        "account.password-wrong", "account.code-wrong", "passkey.not-right", "passkey.name-missing", "people.name-invalid", "people.email-invalid",
        MonitorRefusals.InvalidCode, "metrics.bad-selector", "monitor.name-differs",
    }.ToFrozenSet();

    public static IResult Problem(this Refusal why) =>
        Results.Problem(why.Message, statusCode: Status(why.Code), extensions: new Dictionary<string, object?> { ["code"] = why.Code });

    /// <summary>The code of a problem that the framework found, where no use case was asked.</summary>
    public static string Code(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => Unreadable + "malformed",
        StatusCodes.Status401Unauthorized => "unauthenticated",
        StatusCodes.Status403Forbidden => Refusals.ForbiddenCode,
        StatusCodes.Status404NotFound => Refusals.NotFound("").Code,
        StatusCodes.Status405MethodNotAllowed => Unreadable + "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => Unreadable + "too-large",
        StatusCodes.Status415UnsupportedMediaType => Unreadable + "not-json",
        StatusCodes.Status429TooManyRequests => "too-many-requests",
        _ => "failed",
    };

    private static int Status(string code) => code switch
    {
        Refusals.ForbiddenCode or CrossSiteGuard.Code => StatusCodes.Status403Forbidden,
        _ when code == PeopleRefusals.NotPermitted.Code => StatusCodes.Status403Forbidden,
        "duties.machine" or "duties.not-interactive" => StatusCodes.Status403Forbidden,
        _ when code == PeopleRefusals.TooManyAttempts.Code || code == PeopleRefusals.AccountLocked.Code => StatusCodes.Status429TooManyRequests,
        "not-found" => StatusCodes.Status404NotFound,
        _ when code.EndsWith(ChangedMeanwhile, StringComparison.Ordinal) => StatusCodes.Status412PreconditionFailed,
        _ when code.StartsWith(Unreadable, StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
        _ when Array.Exists(OfInputOnly, begin => code.StartsWith(begin, StringComparison.Ordinal)) || OfInput.Contains(code) || code.Contains(Invalid, StringComparison.Ordinal) => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };
}
