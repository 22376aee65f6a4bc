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
