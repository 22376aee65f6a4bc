using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Freezes;

/// <summary>A time in which nothing is to be deployed: in the whole organisation, or to some services, or in one environment. All instants are UTC.</summary>
public sealed class Freeze
{
    public const int MaxNameLength = 200;

    public const int MaxReasonLength = 2000;

    public const int MaxServices = 200;

    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Reason { get; init; }

    /// <summary>Empty: every service.</summary>
    public required IReadOnlyList<ServiceKey> Services { get; init; }

    /// <summary>Empty: every environment.</summary>
    public required string Environment { get; init; }

    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who lifted it before its time; empty where nobody did.</summary>
    public string LiftedBy { get; private set; } = "";

    public DateTimeOffset? LiftedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Refused without name or reason, where it ends before it starts, is over already or lasts too long.</summary>
    public static Outcome<Freeze> Create(FreezeDraft draft, Actor by, DateTimeOffset at) => draft.Check(at) is { } why ? why : new Freeze
    {
        Id = Guid.CreateVersion7(at),
        Name = draft.Name.Trim(),
        Reason = draft.Reason.Trim(),
        Services = draft.Services,
        Environment = draft.Environment.Trim(),
        StartsAt = draft.StartsAt,
        EndsAt = draft.EndsAt,
        CreatedBy = by.Name,
        CreatedAt = at,
    };

    public bool IsLifted => LiftedAt is not null;

    /// <summary>Whether it speaks of a service at all.</summary>
    public bool Holds(ServiceKey service) => Services.Count == 0 || Services.Contains(service);

    /// <summary>Ends it, or calls it off before it began. Refused when that has happened, or it is over.</summary>
    public Outcome<Freeze> Lift(Actor by, DateTimeOffset at)
    {
        if (IsLifted || EndsAt <= at) return FreezeRefusals.Over();
        (LiftedBy, LiftedAt) = (by.Name, at);
        Version++;
        return this;
    }

    /// <summary>Moves it. Refused when it is over or lifted, and for what a draft is refused for.</summary>
    public Outcome<Freeze> Move(DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeOffset at)
    {
        if (IsLifted || EndsAt <= at) return FreezeRefusals.Over();
        if (FreezeDraft.CheckTimes(startsAt, endsAt, at) is { } why) return why;
        (StartsAt, EndsAt) = (startsAt, endsAt);
        Version++;
        return this;
    }
}

/// <summary>A freeze as somebody asks for it.</summary>
public sealed record FreezeDraft(string Name, string Reason, IReadOnlyList<ServiceKey> Services, string Environment, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>Why it cannot be, or null where it can.</summary>
    public Refusal? Check(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name)) return FreezeRefusals.Missing("name");
        if (string.IsNullOrWhiteSpace(Reason)) return FreezeRefusals.Missing("reason");
        if (Name.Length > Freeze.MaxNameLength || Plain.HasUnprintable(Name, lines: false)) return FreezeRefusals.BadText("name", Freeze.MaxNameLength);
        if (Reason.Length > Freeze.MaxReasonLength || Plain.HasUnprintable(Reason, lines: true)) return FreezeRefusals.BadText("reason", Freeze.MaxReasonLength);
        if (Environment.Length > WindowScope.MaxEnvironmentLength || Plain.HasUnprintable(Environment, lines: false)) return FreezeRefusals.BadText("environment", WindowScope.MaxEnvironmentLength);
        if (Services.Count > Freeze.MaxServices) return FreezeRefusals.TooManyServices();
        return CheckTimes(StartsAt, EndsAt, now);
    }

    internal static Refusal? CheckTimes(DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeOffset now)
    {
        if (endsAt <= startsAt) return FreezeRefusals.EndsBeforeStart();
        if (endsAt <= now) return FreezeRefusals.InThePast();
        return endsAt - startsAt > Freeze.Longest ? FreezeRefusals.TooLong() : null;
    }
}

/// <summary>Why there can be no such freeze.</summary>
public static class FreezeRefusals
{
    public static Refusal Missing(string what) => new("freeze.text-missing", $"Write a {what}.");

    public static Refusal BadText(string what, int most) => new("freeze.bad-text", $"The {what} has to be plain text of at most {most} characters.");

    public static Refusal TooManyServices() => new("freeze.too-many-services", $"At most {Freeze.MaxServices} services can be named.");

    public static Refusal EndsBeforeStart() => new("freeze.ends-before-start", "It has to end after it starts.");

    public static Refusal InThePast() => new("freeze.in-the-past", "It would be over already.");

    public static Refusal TooLong() => new("freeze.too-long", $"A freeze lasts {Freeze.Longest.TotalDays:0} days at most.");

    public static Refusal Over() => new("freeze.over", "It is over, or was lifted already.");

    public static Refusal UnknownService(ServiceKey key) => new("freeze.unknown-service", $"There is no service {key} in the catalogue.");

    public static Refusal TooMany(int most) => new("freeze.too-many", $"At most {most} freezes can be unfinished at once.");
}
