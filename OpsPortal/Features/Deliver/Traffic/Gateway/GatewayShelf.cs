using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>Where routes and shares are kept, so that they survive a restart and hold in every process.</summary>
internal sealed class GatewayShelf(IDbContextFactory<OpsDb> databases, GatewayBook book) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public IDbContextFactory<OpsDb> Databases => databases;

    /// <summary>What is in force in this process.</summary>
    public GatewayBook Book => book;

    /// <summary>By service and environment.</summary>
    public async Task<IReadOnlyList<GatewayRoute>> ListAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<GatewayRoute>().AsNoTracking().OrderBy(route => route.Service).ThenBy(route => route.Environment).ToListAsync(stopping);
    }

    /// <summary>The route of a service in an environment; null: there is none.</summary>
    public async Task<GatewayRoute?> FindAsync(ServiceKey service, string environment, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<GatewayRoute>().AsNoTracking().SingleOrDefaultAsync(route => route.Service == service && route.Environment == environment, stopping);
    }

    /// <summary>Puts what is kept in force in this process. One after the other: what was read earlier never replaces what was read later.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            book.Put(await ListAsync(stopping));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
