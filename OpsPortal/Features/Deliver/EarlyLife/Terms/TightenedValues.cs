using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Terms;

/// <summary>Holds values against the monitors they are to tighten.</summary>
internal static class TightenedValues
{
    /// <summary>With the value that warns otherwise. Refused for a monitor that is none, and for a value that is not tighter.</summary>
    public static async Task<Outcome<IReadOnlyList<TightenedThreshold>>> ReadAsync(OpsDb db, IReadOnlyList<TightenedValue> values, CancellationToken stopping)
    {
        var monitors = await MonitorsAsync(db, values, stopping);
        var read = new List<TightenedThreshold>();
        foreach (var value in values)
        {
            if (!MonitorNumber.TryParse(value.Monitor, null, out var number) || !monitors.TryGetValue(number, out var monitor)) return EarlyLifeRefusals.UnknownMonitor(value.Monitor);
            var usual = TighterLevel.Warning(monitor.Draft.Levels).Value;
            if (!TighterLevel.IsTighter(monitor.Draft.Levels, value.Value)) return EarlyLifeRefusals.NotTighter(number.ToString(), value.Value, usual);
            read.Add(new(number.ToString(), usual, value.Value));
        }

        return read;
    }

    /// <summary>Those that can be tightened as things are now: a monitor that is gone, or was made as tight itself, is left out.</summary>
    public static async Task<IReadOnlyList<TightenedThreshold>> PossibleAsync(OpsDb db, IReadOnlyList<TightenedValue> values, CancellationToken stopping)
    {
        var monitors = await MonitorsAsync(db, values, stopping);
        return
        [
            .. from value in values
               where MonitorNumber.TryParse(value.Monitor, null, out var number) && monitors.TryGetValue(number, out var monitor) && TighterLevel.IsTighter(monitor.Draft.Levels, value.Value)
               let named = MonitorNumber.Parse(value.Monitor, null)
               select new TightenedThreshold(named.ToString(), TighterLevel.Warning(monitors[named].Draft.Levels).Value, value.Value),
        ];
    }

    private static async Task<Dictionary<MonitorNumber, Monitor>> MonitorsAsync(OpsDb db, IReadOnlyList<TightenedValue> values, CancellationToken stopping)
    {
        List<MonitorNumber> numbers = [.. values.Select(value => MonitorNumber.TryParse(value.Monitor, null, out var number) ? number : default).Where(number => number.Value > 0)];
        return numbers.Count == 0 ? [] : await db.Set<Monitor>().AsNoTracking().Where(monitor => numbers.Contains(monitor.Number)).ToDictionaryAsync(monitor => monitor.Number, stopping);
    }
}
