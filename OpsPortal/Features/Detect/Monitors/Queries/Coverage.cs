using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Queries;

/// <summary>Which services there are to be covered.</summary>
internal interface ICoverageSubjects
{
    /// <summary>Names in order, none twice.</summary>
    Task<IReadOnlyList<string>> ServicesAsync(CancellationToken stopping);
}

/// <summary>The services that monitors and open events speak of.</summary>
internal sealed class CoverageSubjects(IDbContextFactory<OpsDb> databases, Catalogue catalogue) : ICoverageSubjects
{
    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var watched = await db.Set<Monitor>().Where(monitor => monitor.Service != "").Select(monitor => monitor.Service).Distinct().ToListAsync(stopping);
        return [.. watched.Concat(catalogue.Current.Services.Select(service => service.Key.Value)).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }
}

/// <summary>One service and the monitors that cover it, by kind.</summary>
public sealed record Covered(string Service, ILookup<MonitorKind, MonitorRow> Monitors)
{
    /// <summary>Kinds that nothing covers.</summary>
    public IEnumerable<MonitorKind> Gaps => Enum.GetValues<MonitorKind>().Where(kind => !Monitors[kind].Any());
}

/// <summary>Services by kinds of monitoring: what is covered, and what is missing.</summary>
internal sealed class Coverage(ICoverageSubjects subjects, IMonitorQueries monitors, IDbContextFactory<OpsDb> databases)
{
    /// <summary>In the order of names. A disabled monitor covers nothing; one that watches many services covers those whose series it has.</summary>
    public async Task<IReadOnlyList<Covered>> ReadAsync(CancellationToken stopping)
    {
        var rows = (await monitors.PageAsync(new() { Enabled = true }, null, Monitor.Most, stopping)).Items;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var wide = rows.Where(row => row.Service.Length == 0).Select(row => row.Number).ToHashSet();
        var states = wide.Count == 0 ? [] : await db.Set<MonitorSeriesState>().AsNoTracking().Select(state => new { state.Monitor, state.Labels }).ToListAsync(stopping);
        var byNumber = rows.ToDictionary(row => row.Number);
        var covered = rows.Where(row => row.Service.Length > 0).Select(row => (row.Service, Row: row))
            .Concat(states.Where(state => wide.Contains(state.Monitor) && state.Labels["service"].Length > 0).Select(state => (Service: state.Labels["service"], Row: byNumber[state.Monitor])).Distinct())
            .ToLookup(pair => pair.Service, pair => pair.Row);
        var names = (await subjects.ServicesAsync(stopping)).Union(covered.Select(service => service.Key)).Order(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(service => new Covered(service, covered[service].ToLookup(row => row.Kind)))];
    }
}
