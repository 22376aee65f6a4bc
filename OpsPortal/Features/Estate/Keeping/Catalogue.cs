using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Estate.Mapping;
using OpsPortal.Features.Estate.Mapping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Keeping;

/// <summary>The service catalogue in memory, as of the last commit: what every other feature asks, without waiting.</summary>
/// <remarks>Whoever changes it refreshes it before answering; <see cref="CatalogueKeeper"/> opens it before the portal serves and follows all other changes.</remarks>
public sealed class Catalogue(IDbContextFactory<OpsDb> databases, ChangeFeed feed) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile View _view = new(CatalogueSnapshot.Empty, ServiceMapping.None, []);

    /// <summary>One consistent view; take it once per batch or page.</summary>
    public CatalogueSnapshot Current => _view.Snapshot;

    /// <summary>The rules from labels to services, compiled for <see cref="Current"/>.</summary>
    public ServiceMapping Mapping => _view.Mapping;

    /// <summary>The rules in order, as they are applied.</summary>
    public IReadOnlyList<MappingRule> Rules => _view.Rules;

    /// <summary>Reads what is committed. Refreshes take turns, so the last one wins.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var version = feed.Version(ChangeKind.Services);
            await using var db = await databases.CreateDbContextAsync(stopping);
            var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, stopping);
            var owners = await db.Persons.AsNoTracking().Where(person => db.Services.Any(service => service.Person == person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, stopping);
            var services = await db.Services.AsNoTracking().Include(service => service.Needs).AsSplitQuery().ToListAsync(stopping);
            var snapshot = new CatalogueSnapshot(services.Select(service => new CatalogueEntry(
                service.ToDraft(),
                service.Team is { } team ? teams.GetValueOrDefault(team, "") : "",
                service.Person is { } person ? owners.GetValueOrDefault(person, "") : "",
                service.Version, service.ChangedAt)), version);
            var rules = (await db.Set<StoredMapping>().AsNoTracking().SingleOrDefaultAsync(stopping))?.Rules ?? MappingRule.Usual;
            _view = new(snapshot, ServiceMapping.Compile(rules, snapshot), rules);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed record View(CatalogueSnapshot Snapshot, ServiceMapping Mapping, IReadOnlyList<MappingRule> Rules);
}
