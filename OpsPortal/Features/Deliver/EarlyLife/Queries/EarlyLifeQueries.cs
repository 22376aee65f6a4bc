using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.EarlyLife.Following;
using OpsPortal.Features.Deliver.EarlyLife.Storage;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Queries;

/// <summary>The read side of early-life support.</summary>
internal sealed class EarlyLifeQueries(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    private const int MostEntries = 500, MostDays = 120;

    public static bool IsCursor(string given) => Read(given) is not null;

    /// <summary>A page from <paramref name="cursor"/> on (null: the first): those that run before those that are over, of each the newest deployment first.</summary>
    public async Task<Page<EarlyLifeRow>> PageAsync(EarlyLifeFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (Read(cursor) is var (isOver, below))
        {
            found = isOver ? found.Where(pair => pair.Support.EndedAt != null && pair.Support.Deployment < below) : found.Where(pair => pair.Support.EndedAt != null || pair.Support.Deployment < below);
        }

        var rows = await RowsAsync(db, found.OrderBy(pair => pair.Support.EndedAt != null ? 1 : 0).ThenByDescending(pair => pair.Support.Deployment).Take(limit + 1), stopping);
        return rows.Count <= limit ? new(rows, null) : new([.. rows.Take(limit)], string.Create(CultureInfo.InvariantCulture, $"{(rows[limit - 1].EndedAt is null ? 'r' : 'o')}{rows[limit - 1].Deployment.Value}"));
    }

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(EarlyLifeFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<EarlyLifeRow>> RowsAsync(IReadOnlyList<DeploymentNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, Narrow(db, new()).Where(pair => numbers.Contains(pair.Support.Deployment)), stopping);
    }

    /// <summary>Those that run for a service, the newest first.</summary>
    public async Task<IReadOnlyList<EarlyLifeRow>> RunningAsync(ServiceKey service, CancellationToken stopping) => (await PageAsync(new() { Service = service.Value, IsOver = false }, null, 10, stopping)).Items;

    /// <summary>Null where the deployment has none.</summary>
    public async Task<EarlyLifeView?> ViewAsync(DeploymentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<EarlyLifeSupport>().AsNoTracking().SingleOrDefaultAsync(one => one.Deployment == number, stopping) is not { } support) return null;
        var now = clock.GetUtcNow();
        var row = (await RowsAsync(db, Narrow(db, new()).Where(pair => pair.Support.Deployment == number), stopping))[0];
        var kept = support.IsOver ? await db.Set<EarlyLifeLook>().AsNoTracking().SingleOrDefaultAsync(look => look.Deployment == number, stopping) : null;
        var facts = kept?.Facts ?? await KnownFacts.ReadAsync(db, support, support.EndedAt ?? now, stopping);
        var findings = kept?.Findings ?? support.Findings(facts, support.EndedAt ?? now);
        List<MonitorNumber> monitors = [.. support.Terms.Thresholds.Select(threshold => MonitorNumber.TryParse(threshold.Monitor, null, out var monitor) ? monitor : default)];
        var entries = await db.Set<EarlyLifeEntry>().AsNoTracking().Where(entry => entry.Deployment == number).OrderByDescending(entry => entry.Id).Take(MostEntries).ToListAsync(stopping);
        return new(row with { Met = findings.Count(finding => finding.Holds) }, support, facts, findings,
            await db.Set<EarlyLifeDay>().AsNoTracking().Where(day => day.Deployment == number).OrderByDescending(day => day.Day).Take(MostDays).ToListAsync(stopping),
            [.. entries.OrderBy(entry => entry.Id)],
            await db.Set<Deployment>().AsNoTracking().Where(deployment => deployment.Number == number).Select(deployment => deployment.State).SingleAsync(stopping),
            (await db.Set<Monitor>().AsNoTracking().Where(monitor => monitors.Contains(monitor.Number)).Select(monitor => new { monitor.Number, monitor.Name }).ToListAsync(stopping)).ToDictionary(monitor => monitor.Number.ToString(), monitor => monitor.Name, StringComparer.Ordinal));
    }

    private async Task<List<EarlyLifeRow>> RowsAsync(OpsDb db, IQueryable<Pair> found, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var read = await found.Select(pair => new { pair.Support, pair.Deployment.Components }).ToListAsync(stopping);
        List<DeploymentNumber> numbers = [.. read.Select(one => one.Support.Deployment)];
        var met = await db.Set<EarlyLifeLook>().AsNoTracking().Where(look => numbers.Contains(look.Deployment)).ToDictionaryAsync(look => look.Deployment, look => look.Met, stopping);
        return read.ConvertAll(one => Row(one.Support, one.Components, met.TryGetValue(one.Support.Deployment, out var holds) ? holds : null, now));
    }

    private static EarlyLifeRow Row(EarlyLifeSupport support, IReadOnlyList<ComponentVersion> components, int? met, DateTimeOffset now)
    {
        var today = support.Summary(new(0, [], null, null), support.EndedAt ?? now);
        return new(support.Deployment, string.Join(", ", components.Select(component => $"{component.Name} {component.Version}")), [.. support.Services.Select(service => service.Value)], support.Environment, support.Terms.Owner.Name,
            support.BeganAt, support.Until, support.EndedAt, today.Day, Math.Max(1, (int)Math.Ceiling((support.Until - support.BeganAt).TotalDays)), support.IsOver ? "" : today.StandsBy, met, support.Terms.Criteria.Count, today.IsOverdue, support.Version);
    }

    private static IQueryable<Pair> Narrow(OpsDb db, EarlyLifeFilter filter)
    {
        var found = from support in db.Set<EarlyLifeSupport>().AsNoTracking()
                    join deployment in db.Set<Deployment>().AsNoTracking() on support.Deployment equals deployment.Number
                    select new Pair { Support = support, Deployment = deployment };
        if (filter.IsOver is { } over) found = found.Where(pair => pair.Support.EndedAt != null == over);
        if (filter.Service.Length > 0) found = found.Where(pair => (" " + EF.Property<string>(pair.Support, EarlyLifeConfiguration.ServiceWords) + " ").Contains(" " + filter.Service + " "));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && DeploymentNumber.TryParse(text, null, out var number)) return found.Where(pair => pair.Support.Deployment == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = found.Where(pair => EF.Property<string>(pair.Deployment, DeploymentColumns.Words).Contains(word));
        return found;
    }

    private static (bool IsOver, DeploymentNumber Below)? Read(string? cursor) =>
        cursor is ['r' or 'o', .. var digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (cursor[0] == 'o', new(number)) : null;

    private sealed class Pair
    {
        public required EarlyLifeSupport Support { get; init; }

        public required Deployment Deployment { get; init; }
    }
}
