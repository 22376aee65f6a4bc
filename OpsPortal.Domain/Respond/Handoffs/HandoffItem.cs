using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Handoffs;

/// <summary>The parts of a handoff, in the order in which it is read.</summary>
public enum HandoffSection
{
    /// <summary>Open, and nobody has taken it on.</summary>
    Unacknowledged,

    /// <summary>Open, and somebody works it.</summary>
    Acknowledged,

    /// <summary>Open incidents.</summary>
    Incidents,

    /// <summary>What the giver wants looked after.</summary>
    Watch,

    /// <summary>What may be the cause of open incidents, and what is ruled out.</summary>
    Hypotheses,

    /// <summary>What stakeholders were told last.</summary>
    LastWord,

    /// <summary>Silences and windows that were set in the shift, or end soon.</summary>
    Suppressions,

    /// <summary>What is planned for the next shift.</summary>
    PlannedWork,

    /// <summary>Came up in the shift.</summary>
    Opened,

    /// <summary>Was done in the shift.</summary>
    Resolved,

    /// <summary>Somebody acted on it in the shift.</summary>
    Changed,
}

/// <summary>What the taker has said to an item.</summary>
public enum HandoffAnswer
{
    None,
    Accepted,
    AskedBack,
}

/// <summary>A line of a handoff as the facts give it.</summary>
/// <param name="Reference">What it is about, as <c>EVT-7</c>; empty where it is about nothing that has a number.</param>
/// <param name="IsWork">Somebody has to do something: it needs an owner.</param>
public sealed record HandoffFact(HandoffSection Section, string Reference, string Title, string Detail, int Weight, PersonId? Owner, string OwnerName, bool IsWork);

/// <summary>One line of a handoff.</summary>
public sealed class HandoffItem
{
    public const int MaxTextLength = 1000;

    public Guid Id { get; init; }

    public HandoffNumber Handoff { get; init; }

    public HandoffSection Section { get; init; }

    /// <summary>What it is about, as <c>EVT-7</c>; empty where it is about nothing that has a number.</summary>
    public string Reference { get; init; } = "";

    public required string Title { get; set; }

    public string Detail { get; set; } = "";

    /// <summary>What is more pressing has less.</summary>
    public int Weight { get; set; }

    /// <summary>Whoever owns it; null: nobody.</summary>
    public PersonId? Owner { get; set; }

    public string OwnerName { get; set; } = "";

    /// <summary>Somebody has to do something: it needs an owner.</summary>
    public bool IsWork { get; init; }

    /// <summary>Why it may be handed over without an owner; empty: nobody has said.</summary>
    public string UnownedBecause { get; set; } = "";

    /// <summary>What the giver says to it.</summary>
    public string Note { get; set; } = "";

    public HandoffAnswer Answer { get; set; }

    /// <summary>What the taker asks; empty: nothing.</summary>
    public string Question { get; set; } = "";

    /// <summary>What the giver says to that.</summary>
    public string Reply { get; set; } = "";

    /// <summary>Whether it stands in the way of a signature.</summary>
    public bool Blocks => IsWork && Owner is null && UnownedBecause.Length == 0;

    /// <summary>Takes over what the facts say now; what people have written stays.</summary>
    public void Refresh(HandoffFact fact) => (Title, Detail, Weight, Owner, OwnerName) = (fact.Title, fact.Detail, fact.Weight, fact.Owner, fact.OwnerName);

    public static HandoffItem Of(HandoffNumber handoff, Guid id, HandoffFact fact) => new()
    {
        Id = id,
        Handoff = handoff,
        Section = fact.Section,
        Reference = fact.Reference,
        Title = fact.Title,
        Detail = fact.Detail,
        Weight = fact.Weight,
        Owner = fact.Owner,
        OwnerName = fact.OwnerName,
        IsWork = fact.IsWork,
    };
}
