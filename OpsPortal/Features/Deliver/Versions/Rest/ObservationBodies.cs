using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Versions.Observing;

namespace OpsPortal.Features.Deliver.Versions.Rest;

/// <summary>One version that was seen running.</summary>
/// <param name="Component">As checkout/api, or the name of a component that only one service has.</param>
/// <param name="Version">Empty: as the label org.opencontainers.image.version says.</param>
/// <param name="Digest">Of the artifact, as sha256:…</param>
/// <param name="Commit">Hex digits; empty: as the label org.opencontainers.image.revision says.</param>
/// <param name="Labels">Of the container.</param>
/// <param name="Instance">Which one of several alike, as the name of a pod; empty: all of them.</param>
/// <param name="SeenAt">RFC 3339; not given: now.</param>
internal sealed record VersionSeenBody(string Component = "", string Environment = "", string Version = "", string Digest = "", string Commit = "", IReadOnlyDictionary<string, string>? Labels = null, string Instance = "", DateTimeOffset? SeenAt = null)
{
    public VersionSeen Read() => new(Component, Environment, Version, Digest, Commit, Instance, SeenAt) { Labels = (Labels ?? new Dictionary<string, string>()).Where(label => label.Value is not null).ToDictionary(StringComparer.Ordinal) };
}

/// <summary>What a sender saw at once, at most 500 observations.</summary>
/// <param name="Complete">It is all that the sender sees of these components in these environments: instances that it does not name are gone.</param>
internal sealed record VersionReportBody(IReadOnlyList<VersionSeenBody>? Observations = null, bool Complete = false)
{
    /// <summary>Refused where an observation is missing.</summary>
    public Outcome<VersionReport> Read() => (Observations ?? []).Any(one => one is null)
        ? new Refusal("request.missing-part", "An observation is missing.")
        : new VersionReport([.. (Observations ?? []).Take(VersionReport.Most + 1).Select(one => one.Read())], Complete);
}

/// <param name="Index">Its place in the report, from 0.</param>
internal sealed record RefusedVersionItem(int Index, string Code, string Message);

/// <summary>What became of a report.</summary>
/// <param name="Taken">How many were taken in.</param>
/// <param name="Changed">How many of them told another version than before.</param>
internal sealed record VersionsTakenItem(int Taken, int Changed, IReadOnlyList<RefusedVersionItem> Refused)
{
    public static VersionsTakenItem Of(VersionsTaken taken) => new(taken.Taken, taken.Changed, [.. taken.Refused.Select(one => new RefusedVersionItem(one.Index, one.Why.Code, one.Why.Message))]);
}

/// <summary>A version that was seen running, without another in between.</summary>
/// <param name="Current">It is the last word of its source.</param>
internal sealed record ObservationItem(string Component, string Environment, string Version, string Commit, string Digest, string Source, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, bool Current)
{
    public static ObservationItem Of(VersionObservation one) => new(one.Component.Name, one.Environment, one.Running, one.Commit, one.Digest, one.Source, one.FirstSeen, one.LastSeen, one.CurrentKey is not null);
}

/// <param name="By">As CHG-42, or who has seen it.</param>
internal sealed record VersionFactItem(string Version, string Commit, string Digest, DateTimeOffset Since, string By)
{
    public static VersionFactItem? Of(VersionFact? fact) => fact is { Component: ComponentVersion version } ? new(version.Version, version.Commit, version.Digest, fact.Since, fact.By) : null;
}

/// <summary>One component in one environment.</summary>
/// <param name="DiffersSince">Null: it does not.</param>
internal sealed record VersionItem(string Component, string Environment, Alignment Alignment, VersionFactItem? Approved, VersionFactItem? Deployed, IReadOnlyList<VersionFactItem> Observed, DateTimeOffset? DiffersSince)
{
    public static VersionItem Of(VersionCell cell) => new(cell.Component, cell.Environment, cell.Alignment, VersionFactItem.Of(cell.Approved), VersionFactItem.Of(cell.Deployed), [.. cell.Observed.Select(VersionFactItem.Of).OfType<VersionFactItem>()], cell.DiffersSince);
}

/// <param name="Reason">What was found.</param>
internal sealed record DifferenceReviewBody(string Reason = "");

/// <summary>What ran for longer than the quiet period and was not approved.</summary>
/// <param name="AsFound">It was there when the portal began to look.</param>
/// <param name="OverAt">Null: it lasts.</param>
internal sealed record DifferenceItem(
    long Id, string Component, string Environment, string Version, string Commit, string Digest, string Expected, string ExpectedBy, string Source, string Code, string Why, bool AsFound,
    DateTimeOffset Since, DateTimeOffset FoundAt, DateTimeOffset? OverAt, string LookedAtBy, DateTimeOffset? LookedAtAt, string Reason)
{
    public static DifferenceItem Of(VersionDifference one) => new(
        one.Id, one.Seen.Name, one.Environment, one.Running, one.Commit, one.Digest, one.Expected, one.ExpectedBy, one.Source, one.Code, one.Why, one.IsAsFound, one.Since, one.FoundAt, one.OverAt, one.LookedAtBy, one.LookedAtAt, one.Reason);
}
