using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>What is wrong with one field, in words for the person who typed it.</summary>
/// <param name="Field">Lower camel case, as in the API: <c>name</c>, <c>target.url</c>, <c>levels</c>.</param>
public sealed record DraftFault(string Field, string Message);

/// <summary>Looks at a draft as it is typed. A draft without faults can be saved.</summary>
public static class DraftCheck
{
    private static readonly TimeSpan LongestFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);
    private const int MostOverrides = 200;

    public static IReadOnlyList<DraftFault> Check(MonitorDraft draft)
    {
        var faults = new List<DraftFault>();
        Demand(draft.Name.Trim().Length is > 0 and <= MonitorDraft.MaxNameLength && !draft.Name.Any(char.IsControl), "name", $"Give it a name of 1 to {MonitorDraft.MaxNameLength} characters.");
        Demand(draft.Service.Length <= MonitorDraft.MaxServiceLength, "service", $"A service has a name of at most {MonitorDraft.MaxServiceLength} characters.");
        Demand(Enum.IsDefined(draft.Kind), "kind", "Choose availability, capacity, performance or security.");
        Demand(draft.Every >= MonitorDraft.ShortestInterval && draft.Every <= MonitorDraft.LongestInterval, "every", "Choose an interval from 10 seconds to 1 day.");
        Demand(draft.For >= TimeSpan.Zero && draft.For <= LongestFor, "for", "It may have to last from 0 seconds to 7 days.");
        Demand(Enum.IsDefined(draft.NoData), "noData", "Choose what silence means: ok, alert or keep.");
        Demand(draft.NoDataAfter is not { } silent || (silent >= draft.Every && silent <= LongestFor), "noDataAfter", "Silence begins after at least one interval and at most 7 days.");
        Demand(draft.Full is not { } full || double.IsFinite(full), "full", "Full is a number.");
        Demand(draft.Schedule is not { } hours || TimeZoneInfo.TryFindSystemTimeZoneById(hours.Zone, out _), "schedule.zone", "This time zone is not known. Write it as Europe/Berlin.");
        faults.AddRange(Levels(draft.Levels, "levels"));
        faults.AddRange(Overrides(draft));
        faults.AddRange(TargetCheck.Check(draft.Target));
        return faults;

        void Demand(bool holds, string field, string message)
        {
            if (!holds) faults.Add(new(field, message));
        }
    }

    private static IEnumerable<DraftFault> Overrides(MonitorDraft draft)
    {
        if (draft.Overrides.Any(own => own is null))
        {
            yield return new("overrides", "An override is missing.");
            yield break;
        }

        if (draft.Overrides.Count > MostOverrides) yield return new("overrides", $"At most {MostOverrides} services can have levels of their own.");
        if (draft.Overrides.DistinctBy(own => own.Service).Count() != draft.Overrides.Count) yield return new("overrides", "A service stands here twice.");
        foreach (var own in draft.Overrides.Take(MostOverrides))
        {
            if (own.Service.Trim().Length is 0 or > MonitorDraft.MaxServiceLength) yield return new("overrides", "Name the service of every override.");
            if (own.For is { } hold && (hold < TimeSpan.Zero || hold > LongestFor)) yield return new("overrides", "It may have to last from 0 seconds to 7 days.");
            foreach (var fault in Levels(own.Levels, "overrides")) yield return fault;
        }
    }

    private static IEnumerable<DraftFault> Levels(IReadOnlyList<Level> levels, string field)
    {
        if (levels.Count is 0 or > Threshold.MostLevels)
        {
            yield return new(field, $"Give 1 to {Threshold.MostLevels} levels.");
            yield break;
        }

        // What comes over the wire may hold a null where the type has none.
        if (levels.Any(level => level is null))
        {
            yield return new(field, "A level is missing.");
            yield break;
        }

        foreach (var level in levels)
        {
            if (!double.IsFinite(level.Value) || level.Clear is { } odd && !double.IsFinite(odd)) yield return new(field, "A level is a number.");
            if (!Enum.IsDefined(level.Severity) || !Enum.IsDefined(level.Side)) yield return new(field, "Choose a severity and a side for every level.");
            if (level.Clear is { } clear && (level.Side == Side.Above ? clear > level.Value : clear < level.Value))
                yield return new(field, $"{level.Severity} fires {(level.Side == Side.Above ? "above" : "below")} {level.Value}, so it cannot clear at {clear}: that still fires.");
        }

        foreach (var side in levels.GroupBy(level => level.Side))
        {
            var ladder = side.OrderBy(level => level.Severity).ToList();
            for (var rung = 1; rung < ladder.Count; rung++)
            {
                if (ladder[rung].Severity == ladder[rung - 1].Severity) yield return new(field, $"There are two levels {ladder[rung].Severity} on one side.");
                else if (side.Key == Side.Above ? ladder[rung].Value <= ladder[rung - 1].Value : ladder[rung].Value >= ladder[rung - 1].Value)
                    yield return new(field, $"{ladder[rung].Severity} must lie beyond {ladder[rung - 1].Severity}.");
            }
        }
    }

    /// <summary>Windows of a portal count, checked with its target.</summary>
    internal static bool IsWindow(TimeSpan window) => window >= TimeSpan.FromMinutes(1) && window <= LongestWindow;
}
