using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Deliver.Clashes.Slots;

/// <summary>An interval that must not be touched. <paramref name="End"/> is the first instant after it.</summary>
internal sealed record Block(DateTimeOffset Start, DateTimeOffset End, Func<string> Words);

/// <summary>The instants at which something may start, both included.</summary>
internal readonly record struct StartRange(DateTimeOffset First, DateTimeOffset Last);

/// <summary>All that keeps a plan from being anywhere in time.</summary>
/// <param name="Blocks">By start.</param>
/// <param name="Windows">Of each service that has maintenance windows: when work of the wished length may start in one of them, ascending.</param>
internal sealed record Obstacles(IReadOnlyList<Block> Blocks, IReadOnlyList<(ServiceKey Service, List<StartRange> Starts)> Windows)
{
    public static Obstacles Of(SlotWish wish, ClashGround ground)
    {
        var (plan, from, to) = (wish.Plan, wish.From, wish.From + NextSlot.Ahead);
        var way = new InTheWay(plan, ground.Graph);
        var blocks = new List<Block>();
        foreach (var other in ground.Works)
        {
            if (other.End <= from || other.Start >= to) continue;
            if ((way.Of(other) ?? (way.Booked(other) is null ? null : ClashKind.People)) is { } kind) blocks.Add(new(other.Start, other.End, () => ClashWords.Of(kind, plan, other, way)));
        }

        if (plan.Kind != Clashes.FreezeWork && plan.ReachesUsers)
        {
            // Most services share their hours; each is worked out once.
            foreach (var (hours, service) in plan.Services.Distinct().SelectMany(service => ground.PeakHours(service).Select(hours => (Hours: hours, Service: service))).DistinctBy(peak => peak.Hours))
                blocks.AddRange(hours.Between(from, to).Select(time => new Block(time.Start, time.End, () => $"The peak hours of {service} are {hours}.")));
        }

        blocks.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new(blocks, plan.Kind is Clashes.MaintenanceWork or Clashes.FreezeWork ? [] : [.. Starts(wish, ground.Works, way)]);
    }

    private static IEnumerable<(ServiceKey Service, List<StartRange> Starts)> Starts(SlotWish wish, IReadOnlyList<PlannedWork> works, InTheWay way)
    {
        foreach (var (service, its) in way.Windows(works))
        {
            yield return (service, [.. its.Select(window => new StartRange(window.Start, window.End - wish.Length)).Where(range => range.Last >= range.First && range.Last >= wish.From).OrderBy(range => range.First)]);
        }
    }
}
