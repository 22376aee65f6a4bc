using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>One review of the register that was held. What is new is counted from the last.</summary>
public sealed class HeldReview
{
    /// <summary>Order of holding; given by the database.</summary>
    public long Id { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset HeldAt { get; init; }

    public PersonId? Person { get; init; }

    /// <summary>Who recorded it, as shown.</summary>
    public required string By { get; init; }

    /// <summary>What was agreed; may be empty.</summary>
    public string Note { get; init; } = "";
}
