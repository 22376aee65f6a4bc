using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Differences;

/// <summary>Finds what runs without approval for longer than the quiet period, raises an event once, and ends both when it is over. Running it twice finds nothing twice.</summary>
internal sealed class WatchVersions(IDbContextFactory<OpsDb> databases, VersionReader reader, DifferenceEvents events, Catalogue catalogue, ChangeFeed feed) : IJob
{
    private static readonly Actor Portal = Actor.Portal("Versions");

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = await reader.ReadAsync(stopping);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var open = await db.Set<VersionDifference>().Where(difference => difference.OpenKey != null).ToListAsync(stopping);
        var known = open.Select(difference => difference.OpenKey ?? "").ToHashSet(StringComparer.Ordinal);
        var lasting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in now.Cells.Where(cell => cell.Alignment == Alignment.Differs))
        {
            foreach (var rogue in cell.Rogue(now.CarriedOut))
            {
                var key = VersionDifference.KeyOf(rogue.Observed.Component, cell.Environment);
                if (lasting.Add(key) && !known.Contains(key)) await FindAsync(db, cell, rogue, now.At, stopping);
            }
        }

        foreach (var difference in open.Where(difference => !lasting.Contains(difference.OpenKey ?? "") && IsOver(difference, now.Cells))) await EndAsync(db, difference, now.At, stopping);
        if (!db.ChangeTracker.HasChanges()) return;
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            return; // another node found the same, or somebody looked at one, at the same moment; the next run looks again
        }

        feed.Publish(ChangeKind.Versions);
        feed.Publish(ChangeKind.Audit);
    }

    /// <summary>As long as nothing was seen lately, or something is on its way, nobody knows.</summary>
    private static bool IsOver(VersionDifference difference, IReadOnlyList<VersionCell> cells) =>
        cells.FirstOrDefault(cell => cell.Component == difference.Seen.Name && string.Equals(cell.Environment, difference.Environment, StringComparison.OrdinalIgnoreCase)) is not { Alignment: Alignment.Unknown or Alignment.Settling };

    private async Task FindAsync(OpsDb db, VersionCell cell, RogueChange rogue, DateTimeOffset now, CancellationToken stopping)
    {
        var seen = rogue.Observed.Component;
        var isProduction = catalogue.Current.Find(seen.Service)?.Facts.Environments.Any(environment => environment.Name == cell.Environment && environment.Tier == Tier.Production) == true;
        var difference = VersionDifference.Find(rogue, cell.Expected, await IsAsFoundAsync(db, cell, rogue, stopping), isProduction, cell.DiffersSince ?? rogue.Observed.At, now);

        // What cannot be told to those who watch is not kept either, so that the next run finds it again.
        if (!difference.IsAsFound && !await events.RaiseAsync(difference, stopping)) return;
        db.Add(difference);
        db.Record(new Act(Portal, now, "version.rogue", seen.Name, null, new { difference.Environment, difference.Running, difference.Commit, difference.Digest, difference.Expected, difference.ExpectedBy, difference.Source, difference.Since, difference.Code, difference.Why, difference.IsAsFound }));
    }

    private async Task EndAsync(OpsDb db, VersionDifference difference, DateTimeOffset now, CancellationToken stopping)
    {
        if (!difference.IsAsFound && !await events.ClearAsync(difference, now, stopping)) return;
        if (difference.End(now)) db.Record(new Act(Portal, now, "version.aligned", difference.Seen.Name, null, new { difference.Environment, difference.Running, difference.FoundAt }));
    }

    /// <summary>Nothing was ever approved or deployed there, and nothing else was seen there before: it was there when the portal began to look.</summary>
    private static async Task<bool> IsAsFoundAsync(OpsDb db, VersionCell cell, RogueChange rogue, CancellationToken stopping)
    {
        if (cell.Expected is not null) return false;
        var (service, component, environment, running) = (rogue.Observed.Component.Service, rogue.Observed.Component.Component, cell.Environment, rogue.Observed.Component.Version);
        return !await db.Set<VersionObservation>().AnyAsync(one => one.Service == service && one.ComponentName == component && one.Environment == environment && one.Running != running, stopping);
    }
}
