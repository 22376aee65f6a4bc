using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Clashes.Slots;

/// <summary>What a slot is wanted for.</summary>
/// <param name="Plan">Its services, environment and people; when it is planned now does not matter.</param>
/// <param name="From">Not before.</param>
/// <param name="Zone">In which days are told; a name of IANA.</param>
public sealed record SlotWish(PlannedWork Plan, DateTimeOffset From, TimeSpan Length, string Zone);

/// <summary>A day on which there was no room.</summary>
/// <param name="Day">In the zone of the wish.</param>
/// <param name="Why">Plain sentences.</param>
public sealed record PassedDay(DateOnly Day, IReadOnlyList<string> Why);

/// <summary>The first interval in which nothing clashes.</summary>
/// <param name="Start">Null: there is none within the time looked ahead.</param>
/// <param name="Passed">The days before it, ascending; empty where nobody asked why.</param>
public sealed record FreeSlot(DateTimeOffset? Start, DateTimeOffset? End, IReadOnlyList<PassedDay> Passed);

/// <summary>Why no slot can be looked for.</summary>
public static class SlotRefusals
{
    public static Refusal BadLength(TimeSpan most) => new("slot.invalid-length", $"How long it takes is between a minute and {most.TotalDays:0} days.");

    public static Refusal NoService() => new("slot.invalid-services", "Name what is changed: which services decides where there is room.");

    public static Refusal UnknownZone(string zone) => new("slot.invalid-zone", $"There is no time zone {zone}. Zones are named as Europe/Berlin; an offset is none.");
}
