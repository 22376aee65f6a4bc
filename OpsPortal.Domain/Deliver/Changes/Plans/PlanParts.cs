using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Changes.Plans;

/// <summary>One component and the version of it that is to run.</summary>
/// <param name="Component">As the catalogue names it.</param>
/// <param name="Commit">Hex digits; empty where there is none.</param>
/// <param name="Digest">Of the artifact, as <c>sha256:…</c>; empty where it has none.</param>
public sealed record ComponentVersion(ServiceKey Service, string Component, string Version, string Commit, string Digest)
{
    public string Name => $"{Service}/{Component}";

    /// <summary>What somebody is the author of: the commit, or where none is named the version.</summary>
    public string Source => Commit.Length > 0 ? Commit : $"{Name} {Version}";
}

/// <summary>One step, done after the one before it.</summary>
/// <param name="Detail">What exactly is done; may be empty.</param>
public sealed record PlanStep(string Title, string Detail);

/// <summary>A value that the run is given.</summary>
public sealed record PlanParameter(string Name, string Value);

/// <summary>How the change is taken back.</summary>
/// <param name="When">What makes somebody take it back.</param>
/// <param name="Takes">How long it takes.</param>
public sealed record BackoutPlan(string When, IReadOnlyList<PlanStep> Steps, TimeSpan Takes)
{
    public static BackoutPlan None { get; } = new("", [], TimeSpan.Zero);
}

/// <summary>Something that shows it was tested.</summary>
/// <param name="Link">Where it can be looked at; empty: nowhere.</param>
/// <param name="Result">In words.</param>
public sealed record TestEvidence(string Title, string Link, string Result);

/// <summary>When it may be carried out: from <paramref name="Start"/> until just before <paramref name="End"/>.</summary>
/// <param name="Zone">IANA name; the zone in which people are shown the two instants. It decides nothing.</param>
public sealed record PlannedWindow(DateTimeOffset Start, DateTimeOffset End, string Zone)
{
    public bool Holds(DateTimeOffset at) => at >= Start && at < End;
}

/// <summary>Who is to carry it out.</summary>
/// <param name="Person">Null: a pipeline, or whoever starts it.</param>
/// <param name="Name">As shown; empty: whoever starts it.</param>
public sealed record PlannedExecutor(PersonId? Person, string Name)
{
    public static PlannedExecutor Anybody { get; } = new(null, "");
}

/// <summary>The template that a standard change follows.</summary>
public sealed record TemplateReference(string Key, int Revision);
