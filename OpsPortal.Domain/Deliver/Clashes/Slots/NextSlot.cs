using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Deliver.Clashes.Slots;

/// <summary>Finds the next interval in which a plan clashes with nothing, by one sweep over what is planned.</summary>
/// <remarks>An open incident blocks no slot: nobody knows when it ends, and by then it is looked at again.</remarks>
public static class NextSlot
{
    /// <summary>A slot begins at a whole quarter of an hour, UTC.</summary>
    public static readonly TimeSpan Grid = TimeSpan.FromMinutes(15);

    /// <summary>A slot is over by then.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(90);

    /// <summary>Most reasons told of one day.</summary>
    private const int MostReasons = 3;

    /// <param name="ground">Must reach as far as is looked ahead.</param>
    /// <param name="explain">Whether it is told why each day before the slot was passed over.</param>
    public static Outcome<FreeSlot> Find(SlotWish wish, ClashGround ground, bool explain = false)
    {
        if (wish.Length < TimeSpan.FromMinutes(1) || wish.Length > ChangePlan.LongestWindow) return SlotRefusals.BadLength(ChangePlan.LongestWindow);
        if (!Zones.Knows(wish.Zone)) return SlotRefusals.UnknownZone(wish.Zone);
        var (obstacles, passed) = (Obstacles.Of(wish, ground), explain ? new Dictionary<DateOnly, List<string>>() : null);
        var (at, last, next) = (OnGrid(wish.From), wish.From + Ahead - wish.Length, 0);
        for (var moved = true; moved && at <= last;)
        {
            moved = false;

            // By start: whatever has been passed once is over by the time that is looked at now.
            for (; at <= last && next < obstacles.Blocks.Count && obstacles.Blocks[next].Start < at + wish.Length; next++)
            {
                var block = obstacles.Blocks[next];
                if (block.End <= at) continue;
                Pass(passed, wish, at, block.End, block.Words);
                at = OnGrid(block.End);
            }

            foreach (var (service, starts) in obstacles.Windows)
            {
                var begins = starts.Find(range => range.Last >= at && OnGrid(range.First > at ? range.First : at) <= range.Last);
                var to = begins.Last == default ? DateTimeOffset.MaxValue : OnGrid(begins.First > at ? begins.First : at);
                if (to == at) continue;
                Pass(passed, wish, at, to, () => $"No maintenance window of {service} is open long enough.");
                (at, moved) = (to, true);
                if (at > last) break;
            }
        }

        DateTimeOffset? start = at <= last ? at : null;
        return new FreeSlot(start, start + wish.Length, Told(passed, wish, start));
    }

    private static DateTimeOffset OnGrid(DateTimeOffset at)
    {
        var over = at.UtcTicks % Grid.Ticks;
        return over == 0 ? at.ToUniversalTime() : at > DateTimeOffset.MaxValue - Grid ? DateTimeOffset.MaxValue : new(at.UtcTicks - over + Grid.Ticks, TimeSpan.Zero);
    }

    private static void Pass(Dictionary<DateOnly, List<string>>? passed, SlotWish wish, DateTimeOffset from, DateTimeOffset to, Func<string> words)
    {
        if (passed is null) return;
        var end = to > wish.From + Ahead ? wish.From + Ahead : to;
        var said = words();
        for (var day = Day(from, wish); day <= Day(end > from ? end.AddTicks(-1) : from, wish); day = day.AddDays(1))
        {
            if (!passed.TryGetValue(day, out var reasons)) passed[day] = reasons = [];
            if (reasons.Count < MostReasons && !reasons.Contains(said)) reasons.Add(said);
        }
    }

    /// <summary>The day of the slot itself was not passed over.</summary>
    private static List<PassedDay> Told(Dictionary<DateOnly, List<string>>? passed, SlotWish wish, DateTimeOffset? start) => passed is null ? [] :
        [.. passed.Where(day => start is null || day.Key < Day(start.Value, wish)).OrderBy(day => day.Key).Select(day => new PassedDay(day.Key, day.Value))];

    private static DateOnly Day(DateTimeOffset at, SlotWish wish) => DateOnly.FromDateTime(Zones.ToLocal(at, wish.Zone));
}
