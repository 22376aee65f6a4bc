using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Observing;

/// <summary>Keeps what was seen: the last word of every source at every place, and what it said before.</summary>
internal sealed class VersionBook(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    private const int Attempts = 3, MostTold = 20;

    /// <summary>Takes observations of one sender in; the same again changes nothing, and what is older than the last word of its source is passed over.</summary>
    /// <param name="isComplete">Other instances that the sender named before, of the same components in the same environments, are gone.</param>
    /// <returns>How many told another version than before. Refused where there would be too many sources, and where others write the same again and again.</returns>
    public async Task<Outcome<int>> TakeAsync(Actor by, IReadOnlyList<ObservedVersion> seen, bool isComplete, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            try
            {
                var taken = await TakeAsync(db, by, seen, isComplete, stopping);
                if (taken is Outcome<int>.Done) feed.Publish(ChangeKind.Versions);
                return taken;
            }
            catch (DbUpdateException) when (!stopping.IsCancellationRequested)
            {
                // Somebody else said something of the same place at the same moment; what is kept now is looked at again.
                if (attempt == Attempts) return VersionRefusals.TryAgain();
            }
        }
    }

    private async Task<Outcome<int>> TakeAsync(OpsDb db, Actor by, IReadOnlyList<ObservedVersion> seen, bool isComplete, CancellationToken stopping)
    {
        var services = seen.Select(one => one.Component.Service).Distinct().ToList();
        var kept = (await db.Set<VersionObservation>().Where(one => one.CurrentKey != null && services.Contains(one.Service)).ToListAsync(stopping)).ToDictionary(one => one.CurrentKey ?? "", StringComparer.Ordinal);
        var sources = kept.Values.GroupBy(one => (one.Component.Name, one.Environment)).ToDictionary(place => place.Key, place => place.Count());
        var news = new List<(string Place, string Now, string Before)>();
        foreach (var one in seen.OrderBy(one => one.At))
        {
            var key = VersionObservation.KeyOf(one.Component, one.Environment, one.Source);
            if (kept.TryGetValue(key, out var last) && (last.Take(one) || one.At <= last.LastSeen)) continue;
            var place = (one.Component.Name, one.Environment);
            if (last is null && (sources[place] = sources.GetValueOrDefault(place) + 1) > VersionReport.MostSources) return VersionRefusals.TooManyInstances(place.Name, place.Environment);
            last?.End();
            db.Add(kept[key] = VersionObservation.Begin(one));
            news.Add(($"{one.Component.Name} in {one.Environment}", one.Component.Version, last?.Running ?? ""));
        }

        foreach (var gone in isComplete ? Gone(kept.Values, by, seen) : []) gone.End();
        if (news.Count > 0) db.Record(new Act(by, clock.GetUtcNow(), "versions.seen", news.Count == 1 ? news[0].Place : $"{news.Count} places", null, news.Take(MostTold).Select(one => new { one.Place, one.Now, one.Before })));
        await db.SaveChangesAsync(stopping);
        if (news.Count > 0) feed.Publish(ChangeKind.Audit);
        return news.Count;
    }

    private static List<VersionObservation> Gone(IEnumerable<VersionObservation> kept, Actor by, IReadOnlyList<ObservedVersion> seen)
    {
        var (places, named) = (seen.Select(one => (one.Component.Name, one.Environment)).ToHashSet(), seen.Select(one => VersionObservation.KeyOf(one.Component, one.Environment, one.Source)).ToHashSet(StringComparer.Ordinal));
        var (whole, instance) = (by.Name, $"{by.Name} · ");
        return [.. kept.Where(one => places.Contains((one.Component.Name, one.Environment)) && one.CurrentKey is { } key && !named.Contains(key) && (one.Source == whole || one.Source.StartsWith(instance, StringComparison.Ordinal)))];
    }
}
