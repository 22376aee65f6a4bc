using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Policies;

/// <summary>Sees to it that there are approval policies before the portal serves: without one nothing could ever be approved, not even a policy.</summary>
internal sealed class PolicyStart(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await PolicyShelf.BeginAsync(db, clock.GetUtcNow(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
