using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties.Exceptions;

/// <summary>An emergency change goes without its approvals: an act of its own by two persons, short-lived, told to everybody who was passed over, and reviewed.</summary>
/// <remarks>Bound to the content of the change as it was declared, and good for one execution. All instants are UTC.</remarks>
public sealed class BreakGlass
{
    /// <summary>The permission that both persons need.</summary>
    public const string Permission = Permissions.ChangesBreakGlass;

    public const int MaxTextLength = 4000;

    /// <summary>From the declaration; within it a second person confirms and the change begins.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>From the declaration.</summary>
    public static readonly TimeSpan ReviewWithin = TimeSpan.FromDays(3);

    public Guid Id { get; init; }

    public required string Change { get; init; }

    public required string ContentHash { get; init; }

    /// <summary>Whose reviews count together.</summary>
    public TeamId Team { get; init; }

    public required string Reason { get; init; }

    public required Party DeclaredBy { get; init; }

    public DateTimeOffset DeclaredAt { get; init; }

    /// <summary>Who could have approved and was passed over; told at once.</summary>
    public required IReadOnlyList<PersonId> PassedOver { get; init; }

    public Party? ConfirmedBy { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Who carried it out; null: nobody yet.</summary>
    public Party? UsedBy { get; private set; }

    public Party? ReviewedBy { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>What the review found.</summary>
    public string Findings { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>The first instant at which it no longer holds.</summary>
    public DateTimeOffset ExpiresAt => DeclaredAt + Lasts;

    public DateTimeOffset ReviewDueAt => DeclaredAt + ReviewWithin;

    /// <summary>It was used and has not been reviewed in time.</summary>
    public bool IsOverdue(DateTimeOffset at) => UsedAt is not null && ReviewedAt is null && at >= ReviewDueAt;

    /// <summary>The first person declares it.</summary>
    /// <param name="earlier">All of the team, in any order.</param>
    /// <remarks>Refused for machines and stale sessions, without permission or reason, for other than emergency changes, and while a review of the team is overdue.</remarks>
    public static Outcome<BreakGlass> Declare(ApprovalSubject change, TeamId team, string reason, ActingSession by, WhoIsWho who, IEnumerable<BreakGlass> earlier, DateTimeOffset at)
    {
        if (by.Authorising(at) is { } why) return why;
        if (!by.Actor.May(Permission)) return Refusals.Forbidden(Permission);
        if (Check(reason, "reason") is { } text) return text;
        if (change.Kind != ChangeKind.Emergency) return ExceptionRefusals.NotEmergency();
        if (change.StartedAt is not null) return ApprovalRefusals.Begun(change.Reference);
        if (earlier.FirstOrDefault(one => one.Team == team && one.IsOverdue(at)) is { } overdue) return ExceptionRefusals.ReviewOverdue(overdue.Change, overdue.ReviewDueAt);
        return new BreakGlass
        {
            Id = Guid.CreateVersion7(at),
            Change = change.Reference,
            ContentHash = change.ContentHash,
            Team = team,
            Reason = reason.Trim(),
            DeclaredBy = by.Party,
            DeclaredAt = at,
            PassedOver = [.. WhoCouldApprove.Of(change, who, at).Verdicts.Where(verdict => verdict.Why is null).Select(verdict => verdict.Person)],
        };
    }

    /// <summary>The second person confirms it. Refused for the first, with whatever account, for machines and stale sessions, without permission, and too late.</summary>
    public Outcome<BreakGlass> Confirm(ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if ((by.Authorising(at) ?? Open(at)) is { } why) return why;
        if (!by.Actor.May(Permission)) return Refusals.Forbidden(Permission);
        if (ConfirmedBy is not null) return ExceptionRefusals.Confirmed(ConfirmedBy.Name);
        if (IsOne(DeclaredBy, by.Party, who)) return ExceptionRefusals.SamePerson(DeclaredBy.Name);
        (ConfirmedBy, ConfirmedAt) = (by.Party, at);
        Version++;
        return this;
    }

    /// <summary>Why it does not let the change begin, or null where it does.</summary>
    /// <param name="change">As it is now.</param>
    public Refusal? Allows(ApprovalSubject change, Party executor, WhoIsWho who, DateTimeOffset at)
    {
        if (Open(at) is { } why) return why;
        if (change.Reference != Change || change.ContentHash != ContentHash) return ExceptionRefusals.OtherContent(Change);
        if (ConfirmedBy is null) return ExceptionRefusals.NotConfirmed();
        if (IsOne(DeclaredBy, ConfirmedBy, who)) return ExceptionRefusals.SamePerson(DeclaredBy.Name);
        return IsOne(ConfirmedBy, executor, who) ? ExceptionRefusals.ConfirmerExecutes(ConfirmedBy.Name) : null;
    }

    /// <summary>Somebody who took no part says what is to be learned from it.</summary>
    public Outcome<BreakGlass> Review(string findings, ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if ((by.Authorising(at) ?? Check(findings, "review")) is { } why) return why;
        if (UsedAt is null) return ExceptionRefusals.NotUsed();
        if (ReviewedBy is not null) return ExceptionRefusals.Reviewed(ReviewedBy.Name);
        if (IsOne(DeclaredBy, by.Party, who) || (ConfirmedBy is not null && IsOne(ConfirmedBy, by.Party, who)) || (UsedBy is not null && IsOne(UsedBy, by.Party, who))) return ExceptionRefusals.OwnReview(by.Actor.Name);
        (ReviewedBy, ReviewedAt, Findings) = (by.Party, at, findings.Trim());
        Version++;
        return this;
    }

    internal void Use(Party by, DateTimeOffset at)
    {
        (UsedBy, UsedAt) = (by, at);
        Version++;
    }

    private Refusal? Open(DateTimeOffset at)
    {
        if (at < (ConfirmedAt ?? DeclaredAt)) return ExceptionRefusals.ClockSetBack();
        return UsedAt is not null ? ExceptionRefusals.Used() : at >= ExpiresAt ? ExceptionRefusals.Over(ExpiresAt) : null;
    }

    private static bool IsOne(Party one, Party other, WhoIsWho who)
    {
        var links = who.Links.With([one, other]);
        return links.HumanOf(one) == links.HumanOf(other);
    }

    private static Refusal? Check(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? ExceptionRefusals.TextMissing(what) : text.Length > MaxTextLength ? ExceptionRefusals.TextTooLong(what, MaxTextLength) : null;
}
