using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Matrix;

/// <summary>A change that was carried out, as far as versions need it.</summary>
/// <param name="Stays">It was not taken back.</param>
/// <param name="UntilAt">While it goes on: until when a difference is on its way. Null: it has ended.</param>
internal sealed record ApprovedChange(CarriedOutChange Carried, bool Stays, DateTimeOffset? UntilAt);

/// <summary>Which versions the changes that were carried out have approved. Held in memory, and only what has changed is read anew: plans are long, and few change.</summary>
internal sealed class ApprovedVersions(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock) : IDisposable
{
    private const int ReadAtOnce = 500;

    /// <summary>Another process may have written what is a little older than what was read last.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <summary>Without a window, a change is on its way for so long after it began.</summary>
    private static readonly TimeSpan UsualLength = TimeSpan.FromHours(4);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<ChangeNumber, ApprovedChange> _changes = [];
    private DateTimeOffset _readTo = DateTimeOffset.UnixEpoch;
    private DateTimeOffset _readAt = DateTimeOffset.UnixEpoch;
    private long _version = -1;

    /// <summary>All changes that have begun, in any order.</summary>
    public async Task<IReadOnlyCollection<ApprovedChange>> ReadAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            // What another process wrote is told by nobody; it is seen within a minute.
            var (version, now) = (feed.Version(Live.ChangeKind.Changes), clock.GetUtcNow());
            if (version != _version || now - _readAt >= Pace) await RefreshAsync(stopping);
            (_version, _readAt) = (version, now);
            return [.. _changes.Values];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What each of them approved that was not taken back.</summary>
    public static IReadOnlyCollection<(string Environment, VersionFact Fact)> Facts(IEnumerable<ApprovedChange> changes) =>
        [.. changes.Where(change => change.Stays).SelectMany(change => change.Carried.Plan.Components, (change, component) => (change.Carried.Plan.Environment, new VersionFact(component, change.Carried.StartedAt, change.Carried.Number.ToString())))];

    /// <summary>Where one goes on at a time.</summary>
    public static IEnumerable<(string Component, string Environment)> UnderWay(IEnumerable<ApprovedChange> changes, DateTimeOffset at) =>
        changes.Where(change => change.UntilAt > at).SelectMany(change => change.Carried.Plan.Components, (change, component) => (component.Name, change.Carried.Plan.Environment));

    public void Dispose() => _turn.Dispose();

    private async Task RefreshAsync(CancellationToken stopping)
    {
        var from = _readTo == DateTimeOffset.UnixEpoch ? _readTo : _readTo - Overlap;
        var after = new ChangeNumber(0);
        await using var db = await databases.CreateDbContextAsync(stopping);
        List<Change> read;
        do
        {
            var last = after;
            read = await db.Set<Change>().AsNoTracking().Where(change => change.StartedAt != null && change.ChangedAt >= from && change.Number > last).OrderBy(change => change.Number).Take(ReadAtOnce).ToListAsync(stopping);
            if (read.Count == 0) return;
            after = read[^1].Number;
            var numbers = read.Where(change => change.State == ChangeState.Closed).Select(change => change.Number).ToList();
            var takenBack = numbers.Count == 0 ? [] : (await db.Set<ChangeEntry>().Where(entry => numbers.Contains(entry.Change) && entry.To == ChangeState.BackedOut).Select(entry => entry.Change).ToListAsync(stopping)).ToHashSet();
            foreach (var change in read)
            {
                if (Slim(change, takenBack.Contains(change.Number)) is { } slim) _changes[change.Number] = slim;
                if (change.ChangedAt > _readTo) _readTo = change.ChangedAt;
            }
        }
        while (read.Count == ReadAtOnce);
    }

    private static ApprovedChange? Slim(Change change, bool wasTakenBack) => CarriedOutChange.Of(change) is not { } carried ? null : new(
        carried with { Plan = new ChangePlan { Title = change.Plan.Title, Components = change.Plan.Components, Environment = change.Plan.Environment } },
        change.State is ChangeState.Implementing or ChangeState.Implemented || (change.State == ChangeState.Closed && !wasTakenBack),
        change.State == ChangeState.Implementing ? change.Plan.Window?.End ?? carried.StartedAt + UsualLength : null);
}
