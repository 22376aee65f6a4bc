using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>Somebody approves in another's place for a while. It gives the principal's own right and none that was delegated to the principal.</summary>
public sealed class Delegation
{
    public const int MaxReasonLength = 1000;

    public static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public Guid Id { get; init; }

    /// <summary>In whose place.</summary>
    public PersonId Principal { get; init; }

    public required string PrincipalName { get; init; }

    public PersonId Delegate { get; init; }

    public required string DelegateName { get; init; }

    public DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset Until { get; init; }

    public required string Reason { get; init; }

    /// <summary>It never counts before that, whatever it says.</summary>
    public DateTimeOffset GivenAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public string RevokedBy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Gives the right away for a while. Only the principal does that, signed in and with a fresh step-up.</summary>
    /// <remarks>Refused to oneself, also to one's other account, to somebody who cannot sign in, without a right of one's own, without a reason, and for a time that is none.</remarks>
    public static Outcome<Delegation> Give(PersonId to, DateTimeOffset from, DateTimeOffset until, string reason, ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if (by.Authorising(at) is { } why) return why;
        if (by.Actor.Person is not { } principal || who.Find(principal) is not { } giver || who.Find(to) is not { } taker) return DutyRefusals.UnknownPerson();
        if (who.Links.HumanOf(principal) == who.Links.HumanOf(to)) return ApprovalRefusals.DelegationToOneself();
        if (!taker.IsActive) return DutyRefusals.Inactive(taker.Name);
        if (giver.Memberships.Count == 0) return DutyRefusals.Onward(giver.Name);
        if (string.IsNullOrWhiteSpace(reason)) return ApprovalRefusals.TextMissing("reason");
        if (reason.Length > MaxReasonLength) return ApprovalRefusals.TextTooLong("reason", MaxReasonLength);
        if (until <= from || until <= at || until - from > Longest) return ApprovalRefusals.DelegationTime(Longest);
        return new Delegation
        {
            Id = Guid.CreateVersion7(at),
            Principal = principal,
            PrincipalName = giver.Name,
            Delegate = to,
            DelegateName = taker.Name,
            From = from,
            Until = until,
            Reason = reason.Trim(),
            GivenAt = at,
        };
    }

    public bool IsInForce(DateTimeOffset at) => at >= From && at >= GivenAt && at < Until && (RevokedAt is null || at < RevokedAt);

    /// <summary>Whether it lets one person act for another at an instant.</summary>
    public bool Gives(PersonId to, PersonId principal, DateTimeOffset at) => Delegate == to && Principal == principal && IsInForce(at);

    /// <summary>Ends it. Approvals that were given under it stay. Refused when it is over.</summary>
    public Outcome<Delegation> Revoke(Actor by, DateTimeOffset at)
    {
        if (RevokedAt is not null || at >= Until) return ApprovalRefusals.DelegationOver();
        (RevokedAt, RevokedBy) = (at, by.Name);
        Version++;
        return this;
    }
}
