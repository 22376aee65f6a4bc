using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Estate;

/// <summary>Something the organisation offers or runs, that can be up or down: who owns it, how much it matters, and what it needs.</summary>
public sealed class Service
{
    public ServiceKey Key { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public TeamId? Team { get; private set; }

    public PersonId? Person { get; private set; }

    /// <summary>Since when and by whom the team owns it, without a break; null where it owns none, and since when also of what was kept before that was noted.</summary>
    public DateTimeOffset? TeamSince { get; private set; }

    /// <summary>Null where there was nobody yet to say so.</summary>
    public PersonId? TeamGivenBy { get; private set; }

    /// <summary>The same for the person who owns it.</summary>
    public DateTimeOffset? PersonSince { get; private set; }

    public PersonId? PersonGivenBy { get; private set; }

    public Criticality Criticality { get; private set; }

    /// <summary>How many people notice when it is down.</summary>
    public int UsersAffected { get; private set; }

    /// <summary>By tier, nearest to users first, then by name.</summary>
    public IReadOnlyList<ServiceEnvironment> Environments { get; private set; } = [];

    /// <summary>By name.</summary>
    public IReadOnlyList<ServiceComponent> Components { get; private set; } = [];

    /// <summary>When most people need it, by day and time.</summary>
    public IReadOnlyList<PeakHours> PeakHours { get; private set; } = [];

    /// <summary>The services it needs.</summary>
    public List<Need> Needs { get; private init; } = [];

    /// <summary>Raised by every change; who saves on an older one is told.</summary>
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>A service from a draft that has passed <see cref="ServiceDraft.Check"/>.</summary>
    /// <param name="by">Who makes it; null where there is nobody yet.</param>
    public static Service From(ServiceDraft draft, DateTimeOffset at, PersonId? by = null)
    {
        var service = new Service { Key = draft.Key, CreatedAt = at };
        service.Take(draft.InOrder(), at, by);
        return service;
    }

    /// <summary>Makes it what the draft says. False, and nothing changes, where it is that already.</summary>
    public bool Become(ServiceDraft draft, DateTimeOffset at, PersonId? by = null)
    {
        if (draft.Key != Key) throw new ArgumentException($"A draft of {draft.Key} cannot change {Key}.", nameof(draft));
        var wanted = draft.InOrder();
        if (ServiceDifference.Between(ToDraft(), wanted).Count == 0) return false;
        Take(wanted, at, by);
        return true;
    }

    /// <summary>Drops what it needs of a service that is about to be deleted.</summary>
    public void Forget(ServiceKey gone, DateTimeOffset at)
    {
        if (Needs.RemoveAll(need => need.To == gone) == 0) return;
        Version++;
        ChangedAt = at;
    }

    /// <summary>What it is now, as a draft to change.</summary>
    public ServiceDraft ToDraft() => new ServiceDraft
    {
        Key = Key,
        Name = Name,
        Description = Description,
        Team = Team,
        Person = Person,
        Criticality = Criticality,
        UsersAffected = UsersAffected,
        Environments = Environments,
        Components = Components,
        PeakHours = PeakHours,
        Dependencies = [.. Needs.Select(need => new Dependency(need.To, need.Kind))],
    }.InOrder();

    private void Take(ServiceDraft draft, DateTimeOffset at, PersonId? by)
    {
        if (Team != draft.Team) (TeamSince, TeamGivenBy) = draft.Team is null ? default((DateTimeOffset?, PersonId?)) : (at, by);
        if (Person != draft.Person) (PersonSince, PersonGivenBy) = draft.Person is null ? default((DateTimeOffset?, PersonId?)) : (at, by);
        (Name, Description, Team, Person) = (draft.Name, draft.Description, draft.Team, draft.Person);
        (Criticality, UsersAffected, Environments, Components) = (draft.Criticality, draft.UsersAffected, draft.Environments, draft.Components);
        PeakHours = draft.PeakHours;
        Needs.RemoveAll(need => !draft.Dependencies.Contains(new(need.To, need.Kind)));
        foreach (var dependency in draft.Dependencies)
        {
            if (!Needs.Exists(need => need.To == dependency.To && need.Kind == dependency.Kind))
                Needs.Add(new() { From = Key, To = dependency.To, Kind = dependency.Kind });
        }

        Version++;
        ChangedAt = at;
    }
}

/// <summary>One dependency as it is kept.</summary>
public sealed class Need
{
    public ServiceKey From { get; init; }

    public ServiceKey To { get; init; }

    public DependencyKind Kind { get; init; }
}
