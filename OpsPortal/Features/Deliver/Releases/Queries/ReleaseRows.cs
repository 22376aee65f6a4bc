using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Features.Deliver.Releases.Deployed;

namespace OpsPortal.Features.Deliver.Releases.Queries;

/// <summary>Which releases are asked for. What is empty narrows nothing.</summary>
public sealed record ReleaseFilter
{
    /// <summary>Words of title, contents, environment, audience or switch, or a number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<ReleaseState> States { get; init; } = [];

    public string Environment { get; init; } = "";
}

/// <summary>A release as listed.</summary>
/// <param name="Date">When it is to go out (UTC); null: not dated yet.</param>
/// <param name="Running">How many of its contents run where they have to.</param>
/// <param name="Availability">Of the whole: it is deployed where all of it runs.</param>
/// <param name="OpenTasks">How many of <paramref name="Tasks"/> are still to be done.</param>
/// <param name="Switch">Empty: none.</param>
public sealed record ReleaseRow(
    ReleaseNumber Number, string Title, ReleaseState State, string Environment, string Audience, DateTimeOffset? Date, DateTimeOffset? ReleasedAt, IReadOnlyList<ComponentVersion> Contents, int Running, Availability Availability,
    int OpenTasks, int Tasks, string Switch, DateTimeOffset ChangedAt, int Version);

/// <summary>One thing that a release makes available.</summary>
/// <param name="Availability">In the environment of the release.</param>
/// <param name="Runs">Everywhere that the component runs, in whatever version, by environment.</param>
public sealed record ContentView(ComponentVersion Version, Availability Availability, IReadOnlyList<DeployedVersion> Runs);

/// <summary>A switch as listed.</summary>
/// <param name="Release">The release it belongs to; null: none.</param>
/// <param name="ReleaseState">Of that release.</param>
public sealed record SwitchRow(string Key, SwitchRule Rule, ReleaseNumber? Release, ReleaseState? ReleaseState, string ChangedBy, DateTimeOffset ChangedAt, string ChangedWhy, int Version)
{
    internal static SwitchRow Of(FeatureSwitch feature, Release? owner) => new(feature.Key, feature.Rule, owner?.Number, owner?.State, feature.ChangedBy, feature.ChangedAt, feature.ChangedWhy, feature.Version);
}

/// <summary>A release with all that belongs to it, as of one moment.</summary>
/// <param name="Switch">Null: it names none.</param>
/// <param name="Timeline">Oldest first.</param>
public sealed record ReleaseView(ReleaseRow Row, Release Release, IReadOnlyList<ContentView> Contents, SwitchRow? Switch, IReadOnlyList<ReleaseEntry> Timeline);
