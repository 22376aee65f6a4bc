using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>Who did something, as it was recorded then: enough to find the human being again after accounts were linked or unlinked.</summary>
/// <param name="Person">The person; null for a machine, and for somebody of whom only an address is known.</param>
/// <param name="Account">The account's e-mail, the author's address in the commit, or the key's prefix; empty for the portal itself, which is nobody.</param>
/// <param name="Name">As shown.</param>
/// <param name="Owner">The person who answers for a machine's key; null for everybody else.</param>
public sealed record Party(PersonId? Person, string Account, string Name, PersonId? Owner = null)
{
    /// <param name="owner">Who answers for the key, where a key acts.</param>
    public static Party Of(Actor actor, PersonId? owner = null) => new(actor.Person, actor.Account, actor.Name, actor.Person is null ? owner : null);

    /// <summary>The portal itself.</summary>
    public static Party Portal { get; } = new(null, "", "OpsPortal");
}

/// <summary>In which way somebody took part in what is to be approved.</summary>
public enum Part
{
    /// <summary>Asked for it.</summary>
    Requester,

    /// <summary>Changed its plan after that.</summary>
    Editor,

    /// <summary>Wrote what is deployed.</summary>
    Author,

    /// <summary>Is to carry it out.</summary>
    Executor,

    /// <summary>Started the run.</summary>
    Trigger,
}

/// <summary>Somebody who took part. Nobody is ever taken out again: an edit cannot make an author somebody who is not.</summary>
/// <param name="About">For an author what he or she wrote, as <see cref="Changes.Plans.ComponentVersion.Source"/>; else empty.</param>
public sealed record Participant(Party Party, Part Part, string About = "");
