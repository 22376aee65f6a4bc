using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Queries;

/// <summary>The read side of deployments.</summary>
internal sealed class DeploymentQueries(IDbContextFactory<OpsDb> databases)
{
    private const int MostEntries = 1000, MostMeasurements = 2000;

    public static bool IsCursor(string given) => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A page, the newest first, from <paramref name="cursor"/> on (null: the first).</summary>
    public async Task<Page<DeploymentRow>> PageAsync(DeploymentFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var below))
        {
            var last = new DeploymentNumber(below);
            found = found.Where(deployment => deployment.Number < last);
        }

        var rows = await ReadAsync(found.OrderByDescending(deployment => deployment.Number).Take(limit + 1), stopping);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(DeploymentFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<DeploymentRow>> RowsAsync(IReadOnlyList<DeploymentNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReadAsync(db.Set<Deployment>().AsNoTracking().Where(deployment => numbers.Contains(deployment.Number)), stopping);
    }

    /// <summary>Null where there is no such deployment.</summary>
    public async Task<DeploymentView?> ViewAsync(DeploymentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Deployment>().AsNoTracking().WithAttempts().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } deployment) return null;
        var change = deployment.Change;
        var keys = deployment.Attempts.Where(attempt => deployment.StepOf(attempt.Key).IsJudged).Select(attempt => StepNames.Of(attempt.Key)).ToList();
        var timeline = await db.Set<DeploymentEntry>().AsNoTracking().Where(entry => entry.Deployment == number).OrderByDescending(entry => entry.Id).Take(MostEntries).ToListAsync(stopping);
        return new(
            deployment,
            await db.Set<Change>().AsNoTracking().Where(one => one.Number == change).Select(one => EF.Property<string>(one, ChangeColumns.Title)).SingleOrDefaultAsync(stopping) ?? "",
            (await db.Set<ProcessInForce>().AsNoTracking().SingleOrDefaultAsync(copy => copy.Deployment == number, stopping))?.Content,
            [.. timeline.OrderBy(entry => entry.Id)],
            (await db.Set<StoredMeasurement>().AsNoTracking().Where(one => keys.Contains(one.Key)).OrderByDescending(one => one.Id).Take(MostMeasurements).ToListAsync(stopping)).OrderBy(one => one.Id).ToLookup(one => one.Key, StringComparer.Ordinal),
            (await db.Set<StoredAnalysis>().AsNoTracking().Where(one => keys.Contains(one.Key)).ToListAsync(stopping)).ToLookup(one => one.Key, StringComparer.Ordinal),
            await db.Set<Quarantine>().AsNoTracking().Where(one => one.Deployment == number).ToListAsync(stopping))
        {
            Incidents = await db.Set<IncidentLink>().AsNoTracking().Where(link => link.Deployment == number).OrderBy(link => link.At).ToListAsync(stopping),
        };
    }

    /// <summary>Versions that go nowhere until somebody lifts their quarantine.</summary>
    public async Task<IReadOnlyList<Quarantine>> HeldAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Quarantine>().AsNoTracking().Where(one => one.LiftedAt == null).OrderByDescending(one => one.Since).Take(200).ToListAsync(stopping);
    }

    private static async Task<List<DeploymentRow>> ReadAsync(IQueryable<Deployment> found, CancellationToken stopping) =>
        [.. (await found.Select(one => new
        {
            one.Number, one.Change, one.State, one.Environment, one.Components, one.MadeAt, one.StartedAt, one.EndedAt, one.ChangedAt, one.Version,
            Services = EF.Property<string>(one, DeploymentColumns.Services),
            Model = EF.Property<string>(one, DeploymentColumns.Model),
            MadeBy = EF.Property<string>(one, DeploymentColumns.MadeByName),
        }).ToListAsync(stopping)).Select(one => new DeploymentRow(
            one.Number, one.Change, one.State, one.Environment, one.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries), Said(one.Components), one.Model, one.MadeBy, one.MadeAt, one.StartedAt, one.EndedAt, one.ChangedAt, one.Version))];

    private static string Said(IReadOnlyList<ComponentVersion> components) => string.Join(", ", components.Select(component => $"{component.Name} {component.Version}"));

    private static IQueryable<Deployment> Narrow(OpsDb db, DeploymentFilter filter)
    {
        var found = db.Set<Deployment>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(one => filter.States.Contains(one.State));
        if (filter.Environment.Length > 0) found = found.Where(one => one.Environment == filter.Environment);
        if (filter.Change is { } change) found = found.Where(one => one.Change == change);
        if (filter.Service.Length > 0) found = found.Where(one => (" " + EF.Property<string>(one, DeploymentColumns.Services) + " ").Contains(" " + filter.Service + " "));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && DeploymentNumber.TryParse(text, null, out var number)) return found.Where(one => one.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = found.Where(one => EF.Property<string>(one, DeploymentColumns.Words).Contains(word));
        return found;
    }
}
