using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Differences;

/// <summary>Which differences are asked for.</summary>
internal enum DifferenceState
{
    /// <summary>They last.</summary>
    Open,

    /// <summary>They last, and nobody has looked at them.</summary>
    Unseen,

    /// <summary>They are over.</summary>
    Over,
}

/// <summary>Shows differences, and notes who has looked at them.</summary>
internal sealed class DifferenceDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public static bool IsCursor(string given) => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A page, the newest first, from <paramref name="cursor"/> on (null: the first).</summary>
    /// <param name="states">None: all.</param>
    public async Task<Page<VersionDifference>> PageAsync(IReadOnlyList<DifferenceState> states, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (open, unseen, over) = (states.Contains(DifferenceState.Open), states.Contains(DifferenceState.Unseen), states.Contains(DifferenceState.Over));
        var found = db.Set<VersionDifference>().AsNoTracking();
        if (states.Count > 0) found = found.Where(one => (open && one.OpenKey != null) || (unseen && one.OpenKey != null && one.LookedAtAt == null) || (over && one.OpenKey == null));
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var below)) found = found.Where(one => one.Id < below);
        var rows = await found.OrderByDescending(one => one.Id).Take(limit + 1).ToListAsync(stopping);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Somebody has looked into it. It lasts until what runs is as approved again.</summary>
    /// <remarks>Refused without <see cref="Permissions.VersionsReview"/>, to machines, where there is none, and as <see cref="VersionDifference.LookAt"/>.</remarks>
    public async Task<Outcome<VersionDifference>> LookAtAsync(Actor by, long id, string reason, CancellationToken stopping)
    {
        if (!by.May(Permissions.VersionsReview) || by.Person is null) return Refusals.Forbidden(Permissions.VersionsReview);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<VersionDifference>().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { } found) return Refusals.NotFound("The difference");
        var outcome = found.LookAt(by.Name, reason, now);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new Act(by, now, "version.looked-at", found.Seen.Name, null, new { found.Environment, found.Running, found.Reason }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("version-difference.changed-meanwhile", "Something happened to it at the same moment; look again, then decide.");
        }

        feed.Publish(ChangeKind.Versions);
        feed.Publish(ChangeKind.Audit);
        return outcome;
    }
}
