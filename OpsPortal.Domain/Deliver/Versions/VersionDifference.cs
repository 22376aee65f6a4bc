using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>A version that ran somewhere for longer than the quiet period, and nothing explains it. It is over when what runs is as approved again.</summary>
/// <remarks>All instants are UTC. Looking at it does not end it: only what runs does.</remarks>
public sealed class VersionDifference
{
    public const int MaxReasonLength = 2000, MaxWhyLength = 1000;

    /// <summary>Order of finding; given by the database.</summary>
    public long Id { get; private set; }

    public ServiceKey Service { get; init; }

    public required string Component { get; init; }

    public required string Environment { get; init; }

    /// <summary>What runs.</summary>
    public required string Running { get; init; }

    public string Commit { get; init; } = "";

    public string Digest { get; init; } = "";

    /// <summary>What should; empty: nothing was ever approved or deployed there.</summary>
    public string Expected { get; init; } = "";

    /// <summary>As <c>CHG-42</c>; empty: nothing.</summary>
    public string ExpectedBy { get; init; } = "";

    /// <summary>Who has seen it.</summary>
    public required string Source { get; init; }

    /// <summary>As <c>rogue-change.no-change</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What does not match, in words.</summary>
    public required string Why { get; init; }

    /// <summary>It was there when the portal began to look, and nothing was ever approved or deployed: shown for review, and no event is raised.</summary>
    public bool IsAsFound { get; init; }

    /// <summary>The environment was one of production when it was found.</summary>
    public bool IsProduction { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset FoundAt { get; init; }

    /// <summary>While it lasts: what runs and where, as <see cref="KeyOf"/>; null once it is over.</summary>
    public string? OpenKey { get; private set; }

    public DateTimeOffset? OverAt { get; private set; }

    /// <summary>As shown; empty: nobody has looked at it.</summary>
    public string LookedAtBy { get; private set; } = "";

    public DateTimeOffset? LookedAtAt { get; private set; }

    /// <summary>What was found.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public ComponentVersion Seen => new(Service, Component, Running, Commit, Digest);

    /// <summary>Begins it, as open.</summary>
    /// <param name="rogue">What runs, and why it should not.</param>
    /// <param name="expected">What should; null: nothing was ever approved or deployed there.</param>
    public static VersionDifference Find(RogueChange rogue, VersionFact? expected, bool isAsFound, bool isProduction, DateTimeOffset since, DateTimeOffset now)
    {
        var (seen, environment) = (rogue.Observed.Component, rogue.Observed.Environment);
        return new()
        {
            Service = seen.Service,
            Component = seen.Component,
            Environment = environment,
            Running = seen.Version,
            Commit = seen.Commit,
            Digest = seen.Digest,
            Expected = expected?.Component.Version ?? "",
            ExpectedBy = expected?.By ?? "",
            Source = rogue.Observed.Source,
            Code = rogue.Why.Code,
            Why = OneLine.Of(rogue.Why.Message, MaxWhyLength),
            IsAsFound = isAsFound,
            IsProduction = isProduction,
            Since = since,
            FoundAt = now,
            OpenKey = KeyOf(seen, environment),
        };
    }

    /// <summary>What runs and where; the same difference has the same key while it lasts.</summary>
    public static string KeyOf(ComponentVersion seen, string environment) => $"{seen.Name} {environment.ToUpperInvariant()} {seen.Version} {seen.Commit} {seen.Digest}";

    /// <summary>It runs no longer, or is explained. False: it was over already.</summary>
    public bool End(DateTimeOffset at)
    {
        if (OpenKey is null) return false;
        (OpenKey, OverAt, Version) = (null, at, Version + 1);
        return true;
    }

    /// <summary>Somebody looked into it. Refused without what was found, and where somebody did before.</summary>
    public Outcome<VersionDifference> LookAt(string by, string reason, DateTimeOffset at)
    {
        reason = reason.Trim();
        if (reason.Length is 0 or > MaxReasonLength || Plain.HasUnprintable(reason, lines: true)) return VersionRefusals.ReasonMissing();
        if (LookedAtBy.Length > 0) return VersionRefusals.LookedAt(LookedAtBy);
        (LookedAtBy, LookedAtAt, Reason, Version) = (by, at, reason, Version + 1);
        return this;
    }
}
