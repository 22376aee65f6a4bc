using System.Collections.Frozen;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>A person's place in a group that approves.</summary>
/// <param name="Since">When it was given, without a break since.</param>
/// <param name="GrantedBy">Who gave it; null where there was nobody yet to give it.</param>
public sealed record GroupMembership(ApproverGroup Group, DateTimeOffset Since, PersonId? GrantedBy);

/// <summary>A person, as far as approving goes.</summary>
/// <param name="IsActive">Can sign in: at least one account that is not disabled.</param>
public sealed record Colleague(PersonId Person, string Name, bool IsActive, IReadOnlyList<GroupMembership> Memberships);

/// <summary>Who is who at one moment: the persons, which accounts are theirs, and who stands in for whom. Immutable.</summary>
public sealed class WhoIsWho
{
    private readonly FrozenDictionary<PersonId, Colleague> _persons;

    public WhoIsWho(IEnumerable<Colleague> persons, PersonLinks links, IReadOnlyList<Delegation> delegations)
        : this(persons.ToFrozenDictionary(person => person.Person), links, delegations)
    {
    }

    private WhoIsWho(FrozenDictionary<PersonId, Colleague> persons, PersonLinks links, IReadOnlyList<Delegation> delegations) =>
        (_persons, Links, Delegations) = (persons, links, delegations);

    public IEnumerable<Colleague> Persons => _persons.Values;

    public PersonLinks Links { get; }

    public IReadOnlyList<Delegation> Delegations { get; }

    /// <summary>The same, with what the records say of who is one.</summary>
    public WhoIsWho With(IEnumerable<Party> recorded) => Links.With(recorded) is var links && ReferenceEquals(links, Links) ? this : new(_persons, links, Delegations);

    /// <summary>Null where there is no such person, or no longer.</summary>
    public Colleague? Find(PersonId person) => _persons.GetValueOrDefault(person);

    /// <summary>As shown, also of somebody who is no longer there.</summary>
    public string NameOf(PersonId person) => Find(person)?.Name ?? "somebody who is no longer here";
}
