using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>Forgets who wrote commits that are long deployed: what counted for a change is kept with the change.</summary>
internal sealed class RetainCommits(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IJob
{
    private static readonly TimeSpan Keeps = TimeSpan.FromDays(400);

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - Keeps;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using (await db.Gate.EnterAsync(stopping)) await db.Set<PushedCommit>().Where(commit => commit.AuthoredAt < before).ExecuteDeleteAsync(stopping);
    }
}
