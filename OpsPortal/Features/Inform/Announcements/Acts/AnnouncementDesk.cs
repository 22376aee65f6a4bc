using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Acts;

/// <summary>What every act on an announcement has in common: the right is checked, it is loaded, the domain asked, the answer saved with its audit entry and with what subscribers are to be told.</summary>
internal sealed class AnnouncementDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<AnnouncementDesk> log)
{
    private const string Numbered = "ANN";

    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <param name="by">Needs <see cref="Permissions.AnnouncementsWrite"/>.</param>
    /// <param name="version">The version the actor saw; null: whatever it is now.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work.</param>
    public async Task<Outcome<Announcement>> RunAsync(Actor by, AnnouncementNumber number, int? version, string act, Func<OpsDb, Announcement, DateTimeOffset, Task<Outcome<Announcement>>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.AnnouncementsWrite)) return Refusals.Forbidden(Permissions.AnnouncementsWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<Announcement>().Include(one => one.Updates).SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (version is { } seen && found.Version != seen) return InformRefusals.ChangedMeanwhile(found.ChangedBy);
        var (before, now) = (Facts(found), Now);
        var outcome = await decide(db, found, now);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return InformRefusals.ChangedMeanwhile("Somebody");
        }

        Told(by, act, number);
        return outcome;
    }

    public void Told(Actor by, string act, AnnouncementNumber number)
    {
        feed.Publish(ChangeKind.Announcements);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number.ToString(), by.Name);
    }

    /// <summary>The next number, inside the open transaction of the context.</summary>
    public static async Task<AnnouncementNumber> NextAsync(OpsDb db, CancellationToken stopping) => new(await Numbers.NextAsync(db, Numbered, stopping));

    /// <summary>The first service that does not exist; null: all do.</summary>
    public static async Task<Refusal?> UnknownAsync(OpsDb db, IReadOnlyList<ServiceKey> services, CancellationToken stopping)
    {
        var keys = services.ToArray();
        var known = await db.Services.AsNoTracking().Where(service => keys.Contains(service.Key)).Select(service => service.Key).ToListAsync(stopping);
        return services.Except(known).Select(key => (ServiceKey?)key).FirstOrDefault() is { } missing ? InformRefusals.UnknownService(missing.Value) : null;
    }

    /// <summary>What the audit trail keeps.</summary>
    public static object Facts(Announcement announcement) => new
    {
        announcement.Kind,
        announcement.Title,
        announcement.Impact,
        announcement.Effect,
        Services = announcement.Services.Select(key => key.Value).ToArray(),
        announcement.StartsAt,
        announcement.EndsAt,
        announcement.State,
        announcement.PublishAt,
        Updates = announcement.Updates.Count,
    };
}
