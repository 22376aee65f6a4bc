using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.People.Keys;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Calendar.Feed;

/// <summary>Makes and revokes the secret address of a person's calendar, and tells whose a secret is.</summary>
internal sealed class CalendarFeeds(IDbContextFactory<OpsDb> databases, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>Longest secret looked up, in characters; anything longer is none of ours.</summary>
    private const int MaxSecret = 100;

    /// <summary>When the person's address was made; null where there is none that is good.</summary>
    public async Task<DateTimeOffset?> SinceAsync(PersonId person, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<CalendarFeed>().AsNoTracking().Where(feed => feed.Person == person && feed.RevokedAt == null).Select(feed => (DateTimeOffset?)feed.CreatedAt).FirstOrDefaultAsync(stopping);
    }

    /// <summary>A new secret in place of any other, told this once. Refused to whoever is no person, or may not see the calendar.</summary>
    public async Task<Outcome<string>> MakeAsync(Actor by, CancellationToken stopping)
    {
        if (by.Person is not { } person || !by.May(Permissions.WindowsRead)) return Refusals.Forbidden(Permissions.WindowsRead);
        var (now, secret) = (clock.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await using var db = await databases.CreateDbContextAsync(stopping);
        await RevokeAsync(db, person, now, stopping);
        db.Add(new CalendarFeed { Id = Guid.CreateVersion7(now), Person = person, Hash = KeyHash.ToHex(secret), CreatedAt = now });
        db.Record(new Act(by, now, "calendar-feed.made", $"calendar of {by.Name}"));
        await db.SaveChangesAsync(stopping);
        changes.Publish(ChangeKind.Audit);
        return secret;
    }

    /// <summary>The address is good for nothing any more. Does nothing where there is none.</summary>
    public async Task RevokeAsync(Actor by, CancellationToken stopping)
    {
        if (by.Person is not { } person) return;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await RevokeAsync(db, person, now, stopping) == 0) return;
        db.Record(new Act(by, now, "calendar-feed.revoked", $"calendar of {by.Name}"));
        await db.SaveChangesAsync(stopping);
        changes.Publish(ChangeKind.Audit);
    }

    /// <summary>Who the secret belongs to, with the permissions of now; null where it is not good, or the person has no account that is.</summary>
    public async Task<Actor?> OwnerAsync(string secret, CancellationToken stopping)
    {
        if (secret.Length is 0 or > MaxSecret) return null;
        var hash = KeyHash.ToHex(secret);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<CalendarFeed>().AsNoTracking().SingleOrDefaultAsync(feed => feed.Hash == hash && feed.RevokedAt == null, stopping) is not { } found) return null;
        if (!await db.Users.AnyAsync(account => account.PersonId == found.Person && account.DisabledAt == null, stopping)) return null;
        if (await db.Persons.AsNoTracking().Include(person => person.Duties).SingleOrDefaultAsync(person => person.Id == found.Person, stopping) is not { } owner) return null;
        return new(owner.Id, owner.Name, "", Domain.People.Duties.Permit(owner.Duties.Select(grant => grant.Duty)), "");
    }

    private static async Task<int> RevokeAsync(OpsDb db, PersonId person, DateTimeOffset now, CancellationToken stopping)
    {
        var good = await db.Set<CalendarFeed>().Where(feed => feed.Person == person && feed.RevokedAt == null).ToListAsync(stopping);
        good.ForEach(feed => feed.RevokedAt = now);
        return good.Count;
    }
}
