using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Keys;

/// <summary>Ends a key for good: its next request is refused.</summary>
public sealed class RevokeApiKey(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public async Task<Outcome<ApiKey>> RunAsync(Actor by, Guid id, CancellationToken stopping)
    {
        if (!by.May(Permissions.ApiKeysManage)) return PeopleRefusals.NotPermitted;
        await using var db = databases.CreateDbContext();
        if (await db.ApiKeys.SingleOrDefaultAsync(stored => stored.Id == id, stopping) is not { } key) return PeopleRefusals.NoSuchKey;
        if (key.RevokedAt is not null) return PeopleRefusals.KeyRevoked;
        key.RevokedAt = clock.GetUtcNow();
        db.Record(new(by, clock.GetUtcNow(), "api-key.revoked", key.Name, new { key.Prefix, revoked = false }, new { key.Prefix, revoked = true }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.People);
        feed.Publish(ChangeKind.Audit);
        return key;
    }
}
