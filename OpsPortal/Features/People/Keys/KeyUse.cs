using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Keys;

/// <summary>Writes when keys were last used, once a minute and away from the requests that used them.</summary>
internal sealed class KeyUse(KeyRing ring, IDbContextFactory<OpsDb> databases, TimeProvider clock, ILogger<KeyUse> log) : BackgroundService
{
    /// <summary>Writes every use not written yet. A second call without a use between writes nothing.</summary>
    /// <returns>How many keys were written.</returns>
    public async Task<int> WriteAsync(CancellationToken stopping)
    {
        var written = 0;
        foreach (var key in ring.Keys)
        {
            if (key.Unwritten is not { } minute) continue;
            await using var db = databases.CreateDbContext();
            using (await db.Gate.EnterAsync(stopping))
                await db.ApiKeys.Where(stored => stored.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.LastUsedAt, minute), stopping);
            key.Written(minute);
            written++;
        }

        return written;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (DbException fault)
            {
                log.KeyUseNotWritten(fault);
            }
        }
    }
}
