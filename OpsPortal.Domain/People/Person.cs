using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.People;

/// <summary>A human being. Rights and segregation of duties are decided for persons, never for accounts.</summary>
public sealed class Person
{
    /// <summary>Longest name stored, in characters.</summary>
    public const int MaxNameLength = 120;

    public PersonId Id { get; init; }

    /// <summary>As shown to others.</summary>
    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The duties this person has been given.</summary>
    public List<DutyGrant> Duties { get; init; } = [];

    public bool Has(Duty duty) => Duties.Exists(grant => grant.Duty == duty);

    /// <summary>Gives a duty. Refused when a machine grants, when somebody grants to himself, and when the person has it already.</summary>
    public Outcome<DutyGrant> Grant(Duty duty, Actor by, DateTimeOffset at)
    {
        if (by.Person is null) return PeopleRefusals.PersonNeeded;
        if (by.Person == Id) return PeopleRefusals.SelfGrant;
        if (Has(duty)) return PeopleRefusals.DutyHeld(Name, duty);
        var grant = new DutyGrant { Person = Id, Duty = duty, GrantedAt = at, GrantedBy = by.Name, GrantedByPerson = by.Person };
        Duties.Add(grant);
        return grant;
    }

    /// <summary>Takes a duty away. Refused when the person does not have it.</summary>
    public Outcome<DutyGrant> Revoke(Duty duty)
    {
        if (Duties.Find(grant => grant.Duty == duty) is not { } grant) return PeopleRefusals.DutyNotHeld(Name, duty);
        Duties.Remove(grant);
        return grant;
    }

    /// <summary>Makes the duties that groups of the identity provider give what they are now. What a person granted stays as it is.</summary>
    /// <param name="wanted">Every duty that a group gives, and that group.</param>
    /// <returns>Whether anything changed. A duty that another group gives now is held since before.</returns>
    public bool TakeFromGroups(IReadOnlyDictionary<Duty, string> wanted, DateTimeOffset at)
    {
        var changed = Duties.RemoveAll(grant => grant.Group.Length > 0 && !wanted.ContainsKey(grant.Duty)) > 0;
        foreach (var (duty, group) in wanted.OrderBy(pair => pair.Key))
        {
            if (Duties.Find(grant => grant.Duty == duty) is not { } held)
            {
                Duties.Add(new() { Person = Id, Duty = duty, GrantedAt = at, GrantedBy = OneLine.Of($"Group {group}", MaxNameLength), Group = group });
                changed = true;
            }
            else if (held.Group.Length > 0 && held.Group != group)
            {
                (held.Group, held.GrantedBy) = (group, OneLine.Of($"Group {group}", MaxNameLength));
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Gives a duty where there is nobody yet to grant it: the first administrator and the demo organisation.</summary>
    public DutyGrant Start(Duty duty, string grantedBy, DateTimeOffset at)
    {
        var grant = new DutyGrant { Person = Id, Duty = duty, GrantedAt = at, GrantedBy = grantedBy };
        Duties.Add(grant);
        return grant;
    }
}

/// <summary>A duty given to a person: by whom and when, because a fresh grant may not count for an approval.</summary>
public sealed class DutyGrant
{
    public PersonId Person { get; init; }

    public Duty Duty { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>Who granted it, as shown.</summary>
    public required string GrantedBy { get; set; }

    /// <summary>Who granted it; null only where there was nobody yet to grant it, and where a group of the identity provider gives it.</summary>
    public PersonId? GrantedByPerson { get; init; }

    /// <summary>The group of the identity provider that gives it and takes it away again; empty: a person granted it.</summary>
    public string Group { get; set; } = "";
}
