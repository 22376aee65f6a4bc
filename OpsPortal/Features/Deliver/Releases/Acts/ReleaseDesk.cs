using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Acts;

/// <summary>
/// What every act on a release has in common: the right is checked, the release loaded, the domain asked, the answer saved together with timeline, switch and
/// audit entry in one transaction, and everyone who looks is told. What is refused is audited as well.
/// </summary>
internal sealed class ReleaseDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<ReleaseDesk> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    /// <summary>Carries an act out in full, or refuses it and changes nothing.</summary>
    /// <param name="permission">Needed by <paramref name="by"/>.</param>
    /// <param name="act">The name in the audit trail, as <c>release.edited</c>.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work; may run more than once, each time on a fresh release.</param>
    public async Task<Outcome<Release>> RunAsync(Actor by, string permission, ReleaseNumber number, string act, Func<OpsDb, Release, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(permission)) return Refusals.Forbidden(permission);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<Release>().Include(release => release.Tasks.OrderBy(task => task.Number)).SingleOrDefaultAsync(release => release.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            var (now, before) = (clock.GetUtcNow(), Facts(found));
            if (await decide(db, found, now) is { } why)
            {
                await RefuseAsync(db, found, by, act, why, now, stopping);
                return why;
            }

            Keep(db, found);
            db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else saved in between: what holds now decides.
                continue;
            }

            Told(by, number, act);
            return found;
        }
    }

    /// <summary>A new release is numbered, saved and told.</summary>
    /// <param name="also">Adds what belongs to it to the unit of work.</param>
    public async Task<Outcome<Release>> PlanAsync(Actor by, Func<ReleaseNumber, DateTimeOffset, Outcome<Release>> plan, Func<OpsDb, Release, DateTimeOffset, Task> also, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReleasesWrite)) return Refusals.Forbidden(Permissions.ReleasesWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var now = clock.GetUtcNow();
        var outcome = plan(new(await Numbers.NextAsync(db, "REL", stopping)), now);
        if (outcome is not Outcome<Release>.Done(var release)) return outcome;
        db.Add(release);
        Keep(db, release);
        await also(db, release, now);
        db.Record(new Act(by, now, "release.planned", release.Number.ToString(), null, Facts(release)));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        Told(by, release.Number, "release.planned");
        return release;
    }

    /// <summary>Adds what the release has noted to the unit of work, and brings what lists read in line with it.</summary>
    internal static void Keep(OpsDb db, Release release)
    {
        db.AddRange(release.NewEntries);
        if (release.NewEntries.Any(entry => entry.Kind is ReleaseEntryKind.Planned or ReleaseEntryKind.Edited)) ReleaseColumns.Write(db, release);
    }

    /// <summary>The switch that a release names, made where there is none; null where it names none.</summary>
    internal static async Task<FeatureSwitch?> SwitchAsync(OpsDb db, Release release, Domain.Deliver.Duties.Party by, DateTimeOffset at, CancellationToken stopping)
    {
        var key = release.Draft.Switch;
        if (key.Length == 0) return null;
        if (await db.Set<FeatureSwitch>().SingleOrDefaultAsync(feature => feature.Key == key, stopping) is { } kept) return kept;
        if (FeatureSwitch.Create(key, by, at) is not Outcome<FeatureSwitch>.Done(var made)) return null;
        db.Add(made);
        return made;
    }

    private void Told(Actor by, ReleaseNumber number, string act)
    {
        feed.Publish(ChangeKind.Releases);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    private async Task RefuseAsync(OpsDb db, Release found, Actor by, string act, Refusal why, DateTimeOffset now, CancellationToken stopping)
    {
        log.Refused(act, found.Number.ToString(), by.Name, why.Code);
        if (why.Code == Refusals.ForbiddenCode) return;
        db.ChangeTracker.Clear();
        db.Record(new Act(by, now, $"{act}-refused", found.Number.ToString(), null, new { why.Code, why.Message }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Audit);
    }

    /// <summary>What the audit trail keeps.</summary>
    private static object Facts(Release release) => new
    {
        release.State,
        release.Draft.Title,
        release.Draft.Environment,
        release.Draft.Audience,
        release.Draft.Date,
        release.Draft.Switch,
        release.Draft.Notes,
        Contents = release.Draft.Contents.Select(content => $"{content.Name} {content.Version} {content.Commit} {content.Digest}".TrimEnd()),
        Tasks = release.Tasks.Select(task => $"{task.Number} {task.Title}: {task.OwnerName}, {(task.IsOpen ? "open" : task.WasWaived ? "not needed" : "done")}"),
        DecidedBy = release.DecidedBy?.Name,
        release.DecidedWhy,
        release.ReleasedAt,
    };
}
