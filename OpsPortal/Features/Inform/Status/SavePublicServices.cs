using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Status;

/// <summary>A service of the public page as it is to be.</summary>
/// <param name="Name">What its users know it by.</param>
public sealed record PublicEntryDraft(ServiceKey Service, string Name);

/// <summary>Says which services stand on the public page, under which names and in which order.</summary>
internal sealed class SavePublicServices(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public async Task<IReadOnlyList<PublicEntryDraft>> ReadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await PublicNames.AllAsync(db, stopping)).Select(one => new PublicEntryDraft(one.Service, one.Name))];
    }

    /// <summary>Every service of the catalogue by name, to choose from.</summary>
    public async Task<IReadOnlyList<PublicEntryDraft>> CatalogueAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await db.Services.AsNoTracking().OrderBy(service => service.Name).Select(service => new { service.Key, service.Name }).ToListAsync(stopping)).Select(service => new PublicEntryDraft(service.Key, service.Name))];
    }

    /// <param name="wanted">All of them, in the order of the page.</param>
    public async Task<Outcome<int>> RunAsync(Actor by, IReadOnlyList<PublicEntryDraft> wanted, CancellationToken stopping)
    {
        if (!by.May(Permissions.AnnouncementsWrite)) return Refusals.Forbidden(Permissions.AnnouncementsWrite);
        if (wanted.Count > PublicEntry.Most) return InformRefusals.TooManyServices(PublicEntry.Most);
        if (wanted.Select(one => PublicEntry.Check(one.Name)).FirstOrDefault(why => why is not null) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var keys = wanted.Select(one => one.Service).Distinct().ToList();
        if (await AnnouncementDesk.UnknownAsync(db, keys, stopping) is { } unknown) return unknown;
        var now = clock.GetUtcNow();
        var kept = await db.Set<PublicEntry>().ToDictionaryAsync(one => one.Service, stopping);
        var before = kept.Values.OrderBy(one => one.Place).Select(one => new { Service = one.Service.Value, one.Name }).ToArray();
        foreach (var gone in kept.Values.Where(one => !keys.Contains(one.Service))) db.Remove(gone);
        for (var at = 0; at < keys.Count; at++)
        {
            var name = wanted.First(one => one.Service == keys[at]).Name.Trim();
            if (kept.TryGetValue(keys[at], out var known)) (known.Name, known.Place) = (name, at + 1);
            else db.Add(new PublicEntry { Service = keys[at], Name = name, Place = at + 1, Since = now });
        }

        db.Record(new Act(by, now, "public-services.changed", "status page", before, wanted.Select(one => new { Service = one.Service.Value, one.Name }).ToArray()));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Announcements);
        feed.Publish(ChangeKind.Audit);
        return keys.Count;
    }
}
