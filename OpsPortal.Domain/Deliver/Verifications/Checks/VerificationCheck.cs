using System.Text.Json.Serialization;

namespace OpsPortal.Domain.Deliver.Verifications.Checks;

/// <summary>What is looked at to see whether a deployment works.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Script), "script")]
[JsonDerivedType(typeof(MonitorThreshold), "monitor")]
public abstract record CheckTarget
{
    private CheckTarget()
    {
    }

    /// <summary>A GET, and what must be true of its answer; all of it.</summary>
    public sealed record Http(string Url, IReadOnlyList<HttpAssertion> Assertions) : CheckTarget;

    /// <summary>A program in the folder of scripts: 0 is yes, anything else no.</summary>
    public sealed record Script(string Name, IReadOnlyList<string> Arguments) : CheckTarget;

    /// <summary>The value of a monitor lies within; null: nothing limits it on that side.</summary>
    /// <param name="Monitor">As people say it, <c>MON-3</c>.</param>
    public sealed record MonitorThreshold(string Monitor, double? Least, double? Most) : CheckTarget;
}

/// <summary>How often a check is made, and how many bad answers it takes. In the manner of Argo Rollouts.</summary>
public sealed record CheckLimits
{
    public const int MostCount = 10_000;

    /// <summary>So many measurements make it complete; at least 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Between two measurements.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Before the first.</summary>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>It fails when more failed than this.</summary>
    public int FailureLimit { get; init; }

    /// <summary>It is inconclusive when more were than this.</summary>
    public int InconclusiveLimit { get; init; }

    /// <summary>It fails when more in a row were in error than this. A measurement in error is made again and does not count towards <see cref="Count"/>.</summary>
    public int ConsecutiveErrorLimit { get; init; } = 4;
}

/// <summary>One check of a verification.</summary>
/// <param name="Name">Unique in its verification.</param>
/// <param name="IsDryRun">It is made and shown, and never counts.</param>
public sealed record VerificationCheck(string Name, CheckTarget Target, CheckLimits Limits, bool IsDryRun = false);
