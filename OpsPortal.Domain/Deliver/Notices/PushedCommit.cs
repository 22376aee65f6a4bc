namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>One commit that was pushed somewhere: who wrote it is known before it is deployed.</summary>
public sealed class PushedCommit
{
    public const int MaxRepositoryLength = 200, MaxPersonLength = 254;

    /// <summary>Order of arrival, which is the order of pushing; given by the database.</summary>
    public long Id { get; private set; }

    /// <summary>As <c>octo/checkout</c>, in lower case.</summary>
    public required string Repository { get; init; }

    /// <summary>Hex digits.</summary>
    public required string Sha { get; init; }

    public string Name { get; init; } = "";

    public string Mail { get; init; } = "";

    /// <summary>At the sender's; empty where it was not told.</summary>
    public string Login { get; init; } = "";

    public DateTimeOffset AuthoredAt { get; init; }

    /// <summary>Its push had more commits than were told: those before it are not all known.</summary>
    public bool IsIncomplete { get; init; }

    public NoticePerson Author => new(Name, Mail, Login, Sha);
}
