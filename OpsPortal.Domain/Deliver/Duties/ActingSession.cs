using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>With what somebody showed once more who he or she is.</summary>
public enum StepUpMethod
{
    Password,

    /// <summary>A time-based code of RFC 6238.</summary>
    Totp,
    Passkey,
}

/// <summary>One time that somebody showed once more who he or she is. Good for one decision.</summary>
public sealed record StepUp(Guid Id, StepUpMethod Method, DateTimeOffset At)
{
    /// <summary>For how long it is fresh.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    /// <summary>One that lies in the future was made by another clock.</summary>
    public bool IsFresh(DateTimeOffset at) => At <= at && at - At < Lasts;
}

/// <summary>Who acts, and how sure it is that it is this person and not a program or somebody at an open screen.</summary>
/// <param name="KeyOwner">Who answers for the API key, where one acts.</param>
/// <param name="IsInteractive">A person signed in; false for API keys and for tokens of every kind.</param>
/// <param name="StepUp">Null: none.</param>
public sealed record ActingSession(Actor Actor, PersonId? KeyOwner, bool IsInteractive, StepUp? StepUp)
{
    public Party Party => Party.Of(Actor, KeyOwner);

    /// <summary>Why this session cannot authorise anything, or null where it can.</summary>
    public Refusal? Authorising(DateTimeOffset at)
    {
        if (Actor.Person is null) return DutyRefusals.Machine(Actor.Name);
        if (!IsInteractive) return DutyRefusals.NotInteractive(Actor.Name);
        return StepUp?.IsFresh(at) == true ? null : DutyRefusals.StepUpNeeded();
    }
}
