using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Versions.Observing;

/// <summary>An observation that was not taken.</summary>
/// <param name="Index">Its place in the report, from 0.</param>
internal sealed record RefusedVersion(int Index, Refusal Why);

/// <summary>What became of a report.</summary>
/// <param name="Taken">How many were taken in.</param>
/// <param name="Changed">How many of them told another version than before.</param>
internal sealed record VersionsTaken(int Taken, int Changed, IReadOnlyList<RefusedVersion> Refused);

/// <summary>Takes what a sender says of the versions that run. One that cannot be taken holds up none of the others.</summary>
internal sealed class TakeVersions(VersionBook book, Catalogue catalogue, TimeProvider clock)
{
    /// <remarks>Taken again, the same report changes nothing. Refused without <see cref="Permissions.VersionsReport"/>, for a report that is empty or too long, and where none of it can be taken.</remarks>
    public async Task<Outcome<VersionsTaken>> RunAsync(Actor by, VersionReport report, CancellationToken stopping)
    {
        if (!by.May(Permissions.VersionsReport)) return Refusals.Forbidden(Permissions.VersionsReport);
        if (report.Seen.Count is 0 or > VersionReport.Most) return VersionRefusals.TooMany();
        var (now, snapshot) = (clock.GetUtcNow(), catalogue.Current);
        var (good, refused) = (new List<ObservedVersion>(), new List<RefusedVersion>());
        foreach (var (seen, index) in report.Seen.Select((seen, index) => (seen, index)))
        {
            var read = seen.Read(by.Name, snapshot, now);
            if (read is Outcome<ObservedVersion>.Done(var observed)) good.Add(observed);
            else refused.Add(new(index, read.Refusal!));
        }

        if (good.Count == 0) return refused[0].Why;
        return await book.TakeAsync(by, good, report.IsComplete && refused.Count == 0, stopping) switch
        {
            Outcome<int>.Done(var changed) => new VersionsTaken(good.Count, changed, refused),
            var failed => failed.Refusal!,
        };
    }
}
