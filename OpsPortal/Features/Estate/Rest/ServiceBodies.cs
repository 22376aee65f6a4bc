using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Queries;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>A service as it is put: the same fields as in a file. What is left out is empty.</summary>
/// <param name="PeakHours">As <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>.</param>
internal sealed record ServiceBody(
    string Name, string? Description, OwnerBody? Owner, string? Criticality, int? UsersAffected,
    IReadOnlyList<EnvironmentBody>? Environments, IReadOnlyList<ComponentBody>? Components, IReadOnlyList<DependencyBody>? Dependencies, IReadOnlyList<string>? PeakHours);

/// <param name="Team">The name of a team.</param>
/// <param name="Person">The e-mail of an account.</param>
internal sealed record OwnerBody(string? Team, string? Person);

internal sealed record EnvironmentBody(string Name, string Tier);

internal sealed record ComponentBody(string Name, string Kind);

/// <param name="Service">The key of the service that is needed.</param>
/// <param name="Kind">calls, stores in, runs on or sends to.</param>
internal sealed record DependencyBody(string Service, string Kind);

/// <summary>A service in a list.</summary>
internal record ServiceItem
{
    public ServiceItem(ServiceRow row)
    {
        var facts = row.Entry.Facts;
        (Key, Name, Criticality, UsersAffected, Version) = (row.Key.Value, facts.Name, EstateWords.Of(facts.Criticality), facts.UsersAffected, row.Entry.Version);
        (Team, Person) = (row.Entry.TeamName is { Length: > 0 } team ? team : null, row.Entry.PersonName is { Length: > 0 } person ? person : null);
        (State, WorstPriority, OpenEvents, Dependants) = (row.Health.Level.ToString().ToLowerInvariant(), row.Health.Worst, row.Health.Open, row.Dependants);
    }

    public string Key { get; }
    public string Name { get; }

    /// <summary>The name of the team that owns it.</summary>
    public string? Team { get; }

    /// <summary>The name of the person who owns it.</summary>
    public string? Person { get; }

    public string Criticality { get; }
    public int UsersAffected { get; }

    /// <summary>well, notice, degraded or failing.</summary>
    public string State { get; }

    public Priority? WorstPriority { get; }
    public int OpenEvents { get; }

    /// <summary>How many services need it directly.</summary>
    public int Dependants { get; }

    /// <summary>Raised by every change; the entity tag of the service.</summary>
    public int Version { get; }
}

/// <summary>A service in full.</summary>
internal sealed record ServiceDetail : ServiceItem
{
    public ServiceDetail(ServiceRow row)
        : base(row)
    {
        var facts = row.Entry.Facts;
        (Description, ChangedAt) = (facts.Description, row.Entry.ChangedAt);
        Environments = [.. facts.Environments.Select(e => new EnvironmentBody(e.Name, EstateWords.Of(e.Tier)))];
        Components = [.. facts.Components.Select(c => new ComponentBody(c.Name, EstateWords.Of(c.Kind)))];
        PeakHours = [.. facts.PeakHours.Select(hours => hours.ToString())];
        Dependencies = [.. facts.Dependencies.Select(d => new DependencyBody(d.To.Value, EstateWords.Of(d.Kind)))];
    }

    public string Description { get; }
    public IReadOnlyList<EnvironmentBody> Environments { get; }
    public IReadOnlyList<ComponentBody> Components { get; }

    /// <summary>When most people need it, as <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>.</summary>
    public IReadOnlyList<string> PeakHours { get; }

    public IReadOnlyList<DependencyBody> Dependencies { get; }
    public DateTimeOffset ChangedAt { get; }
}
