namespace OpsPortal.Domain.People;

/// <summary>Who acts: a person through an account, a machine through an API key, or the portal itself.</summary>
/// <param name="Person">The person; null for a machine or the portal.</param>
/// <param name="Name">As shown: the person's name, the key's name, or the job's.</param>
/// <param name="Account">The account's e-mail or the key's prefix; empty for the portal.</param>
/// <param name="Permissions">What this actor may do now.</param>
/// <param name="From">The network address the act came from; empty for the portal.</param>
public sealed record Actor(PersonId? Person, string Name, string Account, IReadOnlySet<string> Permissions, string From)
{
    /// <summary>The portal itself, acting on a schedule or on what a source said.</summary>
    public static Actor Portal(string name) => new(null, name, "", Domain.People.Permissions.All, "");

    /// <summary>Who answers for the API key that acts; null where a person or the portal does, or nobody is known.</summary>
    public PersonId? Owner { get; init; }

    /// <summary>The human being behind the act: whoever signed in, or whoever answers for the key.</summary>
    public PersonId? Behind => Person ?? Owner;

    public bool May(string permission) => Permissions.Contains(permission);
}
