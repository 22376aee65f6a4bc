using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties.Exceptions;

/// <summary>One change may begin in one freeze. It is a right of its own: whoever may approve cannot therefore do this, nor the other way round.</summary>
public sealed record FreezeOverride(Guid Freeze, string FreezeName, string Change, Party By, string Reason, DateTimeOffset GivenAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The permission it needs.</summary>
    public const string Permission = Permissions.FreezesOverride;

    public const int MaxReasonLength = 2000;

    public static readonly TimeSpan Longest = TimeSpan.FromHours(72);

    /// <summary>Refused for machines and stale sessions, without the permission, without a reason, for whoever took part in the change, and for a freeze that is over.</summary>
    /// <param name="until">The first instant at which it no longer counts.</param>
    public static Outcome<FreezeOverride> Give(Freeze freeze, ApprovalSubject change, string reason, DateTimeOffset until, ActingSession by, WhoIsWho who, DateTimeOffset at)
    {
        if (by.Authorising(at) is { } why) return why;
        if (!by.Actor.May(Permission)) return Refusals.Forbidden(Permission);
        if (string.IsNullOrWhiteSpace(reason)) return ExceptionRefusals.OverrideReason();
        if (reason.Length > MaxReasonLength) return ExceptionRefusals.TextTooLong("reason", MaxReasonLength);
        if (freeze.IsLifted || freeze.EndsAt <= at) return ExceptionRefusals.FreezeOver();
        if (until <= at || until - at > Longest) return ExceptionRefusals.OverrideTime(Longest);
        if (TookPart(change, by.Party, who.With([by.Party]), at) is { } part) return part;
        return new FreezeOverride(freeze.Id, freeze.Name, change.Reference, by.Party, reason.Trim(), at, until);
    }

    /// <summary>Why one of the freezes holds the change back, or null where none does.</summary>
    /// <param name="freezes">Those there are; only those in force now count.</param>
    /// <param name="executor">Whoever carries it out cannot have lifted the freeze for it.</param>
    public static Refusal? Check(IEnumerable<Freeze> freezes, IReadOnlyList<FreezeOverride> overrides, ApprovalSubject change, string environment, Party executor, WhoIsWho who, DateTimeOffset at)
    {
        who = who.With([executor, .. overrides.Select(given => given.By)]);
        foreach (var freeze in freezes.Where(freeze => !freeze.IsLifted && at >= freeze.StartsAt && at < freeze.EndsAt && Concerns(freeze, change, environment)))
        {
            var given = overrides.FirstOrDefault(one => one.Freeze == freeze.Id && one.Change == change.Reference && at >= one.GivenAt && at < one.ExpiresAt);
            if (given is null) return ExceptionRefusals.Frozen(freeze.Name, freeze.EndsAt);
            if (who.Links.HumanOf(given.By) == who.Links.HumanOf(executor)) return ExceptionRefusals.OverriderTookPart(given.By.Name);
            if (TookPart(change, given.By, who, at) is { } part) return part;
        }

        return null;
    }

    private static bool Concerns(Freeze freeze, ApprovalSubject change, string environment) =>
        (freeze.Environment.Length == 0 || string.Equals(freeze.Environment, environment, StringComparison.OrdinalIgnoreCase))
        && (change.Services.Count == 0 || change.Services.Any(freeze.Holds));

    private static Refusal? TookPart(ApprovalSubject change, Party by, WhoIsWho who, DateTimeOffset at) =>
        by.Person is { } person && ExcludedPersons.Of(change, who, at).Refuse(person, by.Name) is not null ? ExceptionRefusals.OverriderTookPart(by.Name) : null;
}
