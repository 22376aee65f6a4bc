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
        return Start(duty, by.Name, at);
    }

    /// <summary>Takes a duty away. Refused when the person does not have it.</summary>
    public Outcome<DutyGrant> Revoke(Duty duty)
    {
        if (Duties.Find(grant => grant.Duty == duty) is not { } grant) return PeopleRefusals.DutyNotHeld(Name, duty);
        Duties.Remove(grant);
        return grant;
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
    public required string GrantedBy { get; init; }
}
