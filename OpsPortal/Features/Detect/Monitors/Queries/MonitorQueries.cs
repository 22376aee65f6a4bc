using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Queries;

internal sealed class MonitorQueries(IDbContextFactory<OpsDb> databases) : IMonitorQueries
{
    /// <summary>A monitor and its run, where it has one.</summary>
    private sealed class Pair
    {
        public required Monitor Monitor { get; init; }

        public MonitorRun? Run { get; init; }
    }

    public async Task<Page<MonitorRow>> PageAsync(MonitorFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var after)) found = found.Where(pair => pair.Monitor.Number < new MonitorNumber(after));
        var rows = (await found.OrderByDescending(pair => pair.Monitor.Number).Take(limit + 1).ToListAsync(stopping)).ConvertAll(Row);
        return rows.Count <= limit ? new(rows, null) : new(rows[..limit], rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<int> CountAsync(MonitorFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<MonitorRow>> RowsAsync(IReadOnlyList<MonitorNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return (await Narrow(db, new()).Where(pair => numbers.Contains(pair.Monitor.Number)).ToListAsync(stopping)).ConvertAll(Row);
    }

    public async Task<MonitorView?> ViewAsync(MonitorNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await Narrow(db, new()).SingleOrDefaultAsync(pair => pair.Monitor.Number == number, stopping) is not { } found) return null;
        var turns = await db.Set<MonitorTurn>().AsNoTracking().Where(turn => turn.Monitor == number).OrderByDescending(turn => turn.Id).Take(MonitorView.MostTurns).ToListAsync(stopping);
        return new(Row(found), found.Monitor.Draft, found.Monitor.CreatedAt, found.Monitor.ChangedAt, found.Monitor.ChangedBy, turns);
    }

    private static IQueryable<Pair> Narrow(OpsDb db, MonitorFilter filter)
    {
        var found = from monitor in db.Set<Monitor>().AsNoTracking()
                    join run in db.Set<MonitorRun>().AsNoTracking() on monitor.Number equals run.Monitor into runs
                    from run in runs.DefaultIfEmpty()
                    select new Pair { Monitor = monitor, Run = run };
        if (filter.Kinds.Count > 0) found = found.Where(pair => filter.Kinds.Contains(pair.Monitor.Kind));
        if (filter.Service.Length > 0) found = found.Where(pair => pair.Monitor.Service == filter.Service);
        if (filter.Enabled is { } enabled) found = found.Where(pair => pair.Monitor.Enabled == enabled);
        if (filter.Phases.Count > 0) found = found.Where(pair => pair.Run != null && filter.Phases.Contains(pair.Run.Phase));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (MonitorNumber.TryParse(text, null, out var number) && text.Contains('-', StringComparison.Ordinal)) return found.Where(pair => pair.Monitor.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            found = found.Where(pair => pair.Monitor.Name.ToLower().Contains(word) || pair.Monitor.Service.ToLower().Contains(word));
        return found;
    }

    private static MonitorRow Row(Pair pair)
    {
        var (monitor, run) = (pair.Monitor, pair.Run);
        return new(monitor.Number, monitor.Name, monitor.Kind, monitor.Service, monitor.Draft.Target.Words, monitor.Enabled, run?.Phase, run?.Severity, run?.Value, run?.Since,
            run?.RanAt, run?.DueAt, run?.Series ?? 0, run?.Firing ?? 0, run?.Said ?? "", monitor.Version);
    }
}
