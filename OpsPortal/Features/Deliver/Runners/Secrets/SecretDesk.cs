using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

/// <summary>Sets secrets, gives them other names, and removes them. The audit trail says who did it, never what the value is.</summary>
internal sealed class SecretDesk(IDbContextFactory<OpsDb> databases, SecretSeal seal, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>What the actor must be permitted.</summary>
    public const string Permission = Permissions.SecretsWrite;

    /// <summary>Sets a secret, or gives it another value.</summary>
    /// <remarks>Refused without <see cref="Permission"/>, for a bad name, a value that is too short or too long, and beyond <see cref="StoredSecret.Most"/>.</remarks>
    public async Task<Outcome<SecretRow>> SetAsync(Actor by, string name, string value, CancellationToken stopping)
    {
        if (!by.May(Permission)) return Refusals.Forbidden(Permission);
        if (StoredSecret.Check(name, value) is { } wrong) return wrong;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var known = await db.Set<StoredSecret>().SingleOrDefaultAsync(secret => secret.Name == name, stopping);
        if (known is null && await db.Set<StoredSecret>().CountAsync(stopping) >= StoredSecret.Most) return SecretRefusals.TooMany();
        var secret = known ?? new StoredSecret { Id = Guid.CreateVersion7(now), Name = name, Sealed = "", CreatedAt = now };
        (secret.Sealed, secret.SetAt, secret.SetBy, secret.Version) = (seal.Seal(value), now, by.Name, secret.Version + 1);
        if (known is null) db.Add(secret);
        return await SaveAsync(db, new(by, now, known is null ? "secret.added" : "secret.changed", name, null, new { secret.Version }), secret, stopping);
    }

    /// <summary>Gives a secret another name. Steps that use the old one are refused from then on.</summary>
    /// <remarks>Refused without <see cref="Permission"/>, for a bad name, a name that is taken, and where there is no such secret.</remarks>
    public async Task<Outcome<SecretRow>> RenameAsync(Actor by, string name, string becomes, CancellationToken stopping)
    {
        if (!by.May(Permission)) return Refusals.Forbidden(Permission);
        if (!StoredSecret.IsName(becomes)) return SecretRefusals.BadName();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<StoredSecret>().SingleOrDefaultAsync(secret => secret.Name == name, stopping) is not { } found) return SecretRefusals.Unknown(name);
        if (await db.Set<StoredSecret>().AnyAsync(secret => secret.Name == becomes && secret.Id != found.Id, stopping)) return SecretRefusals.NameTaken(becomes);
        (found.Name, found.Version) = (becomes, found.Version + 1);
        return await SaveAsync(db, new(by, clock.GetUtcNow(), "secret.renamed", name, new { Name = name }, new { Name = becomes }), found, stopping);
    }

    /// <summary>Removes a secret for good. Steps that use it are refused from then on.</summary>
    /// <remarks>Refused without <see cref="Permission"/>, and where there is no such secret.</remarks>
    public async Task<Outcome<SecretRow>> RemoveAsync(Actor by, string name, CancellationToken stopping)
    {
        if (!by.May(Permission)) return Refusals.Forbidden(Permission);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<StoredSecret>().SingleOrDefaultAsync(secret => secret.Name == name, stopping) is not { } found) return SecretRefusals.Unknown(name);
        db.Remove(found);
        return await SaveAsync(db, new(by, clock.GetUtcNow(), "secret.removed", name, new { found.Version }), found, stopping);
    }

    private async Task<Outcome<SecretRow>> SaveAsync(OpsDb db, Act act, StoredSecret secret, CancellationToken stopping)
    {
        db.Record(act);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            // Somebody gave the same name, or another value, at the same moment.
            return SecretRefusals.NameTaken(secret.Name);
        }

        feed.Publish(ChangeKind.Secrets);
        feed.Publish(ChangeKind.Audit);
        return new SecretRow(secret.Name, secret.SetAt, secret.SetBy, secret.Version);
    }
}
