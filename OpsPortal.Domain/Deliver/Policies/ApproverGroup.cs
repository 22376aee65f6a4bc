using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>By what somebody belongs to a group that approves.</summary>
public enum GroupKind
{
    /// <summary>By a duty that was given.</summary>
    Duty,

    /// <summary>By being in a team.</summary>
    Team,

    /// <summary>By owning a service, as a person or in the team that owns it.</summary>
    Owners,
}

/// <summary>Those of whom a policy demands an approval.</summary>
/// <param name="Key">The name of the duty, the id of the team, or the key of the service; empty: whichever service is changed.</param>
public readonly record struct ApproverGroup(GroupKind Kind, string Key)
{
    /// <summary>The owners of any of the services that are changed.</summary>
    public static ApproverGroup Owners { get; } = new(GroupKind.Owners, "");

    public static ApproverGroup With(Duty duty) => new(GroupKind.Duty, duty.ToString());

    public static ApproverGroup Of(TeamId team) => new(GroupKind.Team, team.ToString());

    /// <summary>What persons belong to; policies ask for <see cref="Owners"/>, or for the owners of one service whatever is changed.</summary>
    public static ApproverGroup OwnersOf(ServiceKey service) => new(GroupKind.Owners, service.ToString());

    /// <summary>Whether a membership counts where a policy asks for this group.</summary>
    /// <param name="services">What is changed; empty: not known yet, so that every owner counts.</param>
    public bool Admits(ApproverGroup membership, IReadOnlyList<ServiceKey> services) =>
        membership == this || (this == Owners && membership.Kind == GroupKind.Owners && (services.Count == 0 || services.Any(service => service.Value == membership.Key)));

    /// <summary>As people call it; a team is called by its id here, as names are not known to the domain.</summary>
    public override string ToString() => Kind switch
    {
        GroupKind.Duty => Enum.TryParse<Duty>(Key, out var duty) ? People.Duties.Title(duty) : Key,
        GroupKind.Owners => Key.Length == 0 ? "Owner of the service" : $"Owner of {Key}",
        _ => $"Team {Key}",
    };
}
