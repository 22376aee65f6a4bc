using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>One version that a sender saw running, in the sender's own words.</summary>
/// <param name="Component">As <c>checkout/api</c>, or the name of a component that only one service has.</param>
/// <param name="Version">Empty: as the labels of the container say.</param>
/// <param name="Labels">Of the container; <c>org.opencontainers.image.version</c> and <c>.revision</c> fill what is not said otherwise.</param>
/// <param name="Instance">Which one of several alike; empty: all of them, or the only one.</param>
/// <param name="SeenAt">Null: just now.</param>
public sealed record VersionSeen(string Component, string Environment, string Version = "", string Digest = "", string Commit = "", string Instance = "", DateTimeOffset? SeenAt = null)
{
    private const string VersionLabel = "org.opencontainers.image.version", RevisionLabel = "org.opencontainers.image.revision";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>As the catalogue names it. Refused for a component or environment that it does not know, without a version, for texts that cannot be, and from the future.</summary>
    /// <param name="sender">Who says so, as shown.</param>
    public Outcome<ObservedVersion> Read(string sender, CatalogueSnapshot catalogue, DateTimeOffset now)
    {
        var found = ComponentNames.Find(catalogue, Component);
        if (found is not Outcome<(ServiceKey Service, string Component)>.Done(var (service, component))) return found.Refusal!;
        if (ComponentNames.Environment(catalogue, service, Environment) is not Outcome<string>.Done(var environment)) return NoticeRefusals.UnknownEnvironment(Environment, service.Value);
        var version = new ComponentVersion(service, component, Version.Trim() is { Length: > 0 } said ? said : Label(VersionLabel), Commit.Trim() is { Length: > 0 } commit ? commit.ToLowerInvariant() : Revision(), Digest.Trim());
        if (version.Version.Length == 0) return VersionRefusals.Missing($"which version of {version.Name} runs, or give its label {VersionLabel}");
        var source = Instance.Trim() is { Length: > 0 } instance ? $"{sender} · {instance}" : sender;
        if (source.Length > VersionObservation.MaxSourceLength || Plain.HasUnprintable(source, lines: false)) return VersionRefusals.BadText("instance");
        if (PlanCheck.Faults(new() { Title = "Seen", Components = [version], Environment = environment }) is [var fault, ..]) return fault.Why;
        if (SeenAt > now + DeploymentNotice.Tolerance) return VersionRefusals.FromTheFuture();

        // What a clock that is a little ahead calls later is now.
        return new ObservedVersion(version, environment, SeenAt is { } at && at < now ? at : now, source);
    }

    private string Label(string name) => Labels.GetValueOrDefault(name, "").Trim();

    /// <summary>A label may name the revision of any system; only what can be a commit is taken for one.</summary>
    private string Revision() => Label(RevisionLabel).ToLowerInvariant() is { Length: >= 7 and <= 64 } revision && revision.All(char.IsAsciiHexDigit) ? revision : "";
}

/// <summary>What one sender saw at once.</summary>
/// <param name="IsComplete">It is all that the sender sees of these components in these environments: instances that it does not name are gone.</param>
public sealed record VersionReport(IReadOnlyList<VersionSeen> Seen, bool IsComplete)
{
    /// <summary>Most observations of one report.</summary>
    public const int Most = 500;

    /// <summary>Most sources and instances of one component in one environment.</summary>
    public const int MostSources = 1000;
}
