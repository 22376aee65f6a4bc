using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Keeping;

/// <summary>Keeps the groups of open events in line with what is open, with the service catalogue, and with what people have said.</summary>
/// <remarks>
/// Groups are computed from everything that is open, so it does not matter when and in which order events came. Runs take turns;
/// one that fails leaves what is committed and reads everything anew.
/// </remarks>
public sealed class GroupBook(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeFeed feed, TimeProvider clock, ILogger<GroupBook> log) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly OpenEvents _open = new();
    private readonly Dictionary<EventNumber, EventGroup> _written = [];
    private bool _tidy;
    private (int Words, DateTimeOffset? Last, int Pairs, int Together) _mark;
    private ServiceGraph? _graph;

    /// <summary>Brings groups up to date; when it returns, the database says what is true.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var changed = await _open.FollowAsync(db, stopping);
            var (mark, graph) = (await SaidAndLearned.MarkAsync(db, stopping), catalogue.Current.Graph);
            if (!changed && mark == _mark && ReferenceEquals(graph, _graph)) return;
            var corrections = await SaidAndLearned.ReadAsync(db, _open, stopping);
            var groups = await Task.Run(() => Correlator.Group(_open.Events, graph, corrections), stopping);
            var changes = Differences(groups);
            await SucceedAsync(changes, stopping);
            await GroupStore.ApplyAsync(db, changes, stopping);
            foreach (var change in changes) _open.Note(change.Number, change.Lead, change.Members);
            var told = await WriteReasonsAsync(db, groups, stopping);
            (_mark, _graph) = (mark, graph);
            if (changes.Count > 0 || told) feed.Publish(ChangeKind.Events);
        }
        catch
        {
            _open.Doubt();
            _tidy = false;
            _written.Clear();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets what is held of open events; the next refresh reads it anew.</summary>
    public async Task LetGoAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            _open.LetGo();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private List<GroupChange> Differences(IReadOnlyList<EventGroup> groups)
    {
        var wanted = new Dictionary<EventNumber, GroupChange>();
        foreach (var group in groups)
        {
            foreach (var member in group.Members) wanted[member] = new(member, group.Lead, 0);
            wanted[group.Lead] = new(group.Lead, null, group.Members.Count - 1);
        }

        var changes = new List<GroupChange>();
        foreach (var (number, known) in _open.All)
        {
            var want = wanted.TryGetValue(number, out var found) ? found : new(number, null, 0);
            if (want.Lead != known.Lead || want.Members != known.Members) changes.Add(want);
        }

        // Leads first: a reader in between finds a group too small rather than events behind nobody.
        return [.. changes.OrderBy(change => change.Lead is null ? 0 : 1)];
    }

    /// <summary>Where the event that stood for a group is over, whoever worked it goes on with the one that stands for it now.</summary>
    private async Task SucceedAsync(List<GroupChange> changes, CancellationToken stopping)
    {
        foreach (var change in changes.Where(change => change.Lead is null))
        {
            if (_open.All[change.Number].Lead is not { } before || _open.All.ContainsKey(before)) continue;
            await using var db = await databases.CreateDbContextAsync(stopping);
            var (from, to) = (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Number == before, stopping), await db.Events.SingleOrDefaultAsync(e => e.Number == change.Number, stopping));
            if (from is null || to is null) continue;
            to.TakeOver(from, clock.GetUtcNow());
            if (to.NewEntries.Count == 0) continue;
            db.EventEntries.AddRange(to.NewEntries);
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateConcurrencyException)
            {
                log.NotTakenOver(change.Number, before);
            }
        }
    }

    /// <summary>Writes why groups are groups, where that is new. Returns whether anything was.</summary>
    private async Task<bool> WriteReasonsAsync(OpsDb db, IReadOnlyList<EventGroup> groups, CancellationToken stopping)
    {
        if (!_tidy) await TidyAsync(db, stopping);
        var now = clock.GetUtcNow();
        var present = groups.ToDictionary(group => group.Lead);
        var gone = _written.Keys.Where(lead => !present.ContainsKey(lead)).ToList();
        var changed = groups.Where(group => !_written.TryGetValue(group.Lead, out var known) || !SameReason(known, group)).ToList();
        if (gone.Count == 0 && changed.Count == 0) return false;
        foreach (var part in gone.Chunk(1000)) await db.Set<KeptGroup>().Where(kept => EF.Parameter(part).Contains(kept.Lead)).ExecuteDeleteAsync(stopping);
        foreach (var part in changed.Chunk(1000))
        {
            var leads = part.Select(group => group.Lead).ToArray();
            var kept = await db.Set<KeptGroup>().Where(known => EF.Parameter(leads).Contains(known.Lead)).ToDictionaryAsync(known => known.Lead, stopping);
            foreach (var group in part)
            {
                if (!kept.TryGetValue(group.Lead, out var row)) db.Add(row = new() { Lead = group.Lead, Reason = group.Reason });
                (row.Grounds, row.Cause, row.Confidence, row.Reason, row.ChangedAt) = (group.Grounds, group.Cause?.Value ?? "", group.Confidence, group.Reason, now);
            }

            await db.SaveChangesAsync(stopping);
            db.ChangeTracker.Clear();
        }

        foreach (var lead in gone) _written.Remove(lead);
        foreach (var group in changed) _written[group.Lead] = group;
        return true;
    }

    /// <summary>Reasons of groups that ended while nobody looked.</summary>
    private async Task TidyAsync(OpsDb db, CancellationToken stopping)
    {
        await db.Set<KeptGroup>().Where(kept => !db.Events.Any(e => e.Number == kept.Lead && e.Members > 0)).ExecuteDeleteAsync(stopping);
        _tidy = true;
    }

    private static bool SameReason(EventGroup one, EventGroup other) =>
        one.Grounds == other.Grounds && one.Cause == other.Cause && one.Confidence.Equals(other.Confidence) && one.Reason == other.Reason;
}
