using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>A change that began, as reports count it.</summary>
/// <param name="Waited">How long approval was waited for, all askings together; null: nobody was asked and answered.</param>
internal sealed record ReportedChange(ChangeNumber Number, ChangeKind Kind, ChangeState State, bool BrokeGlass, DateTimeOffset RequestedAt, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Services)
{
    public TimeSpan? Waited { get; init; }

    /// <summary>Another change of one of its services was being carried out at the same time.</summary>
    public bool Clashes { get; init; }

    public bool IsBackedOut => State == ChangeState.BackedOut;

    /// <summary>From the request until it was carried out and stayed; null: it was not.</summary>
    public TimeSpan? LeadTime => State is ChangeState.Implemented or ChangeState.Closed && EndedAt is { } ended ? ended - RequestedAt : null;

    public ReportRow ToRow() => new(Number.ToString(), $"/changes/{Number}", $"{Kind} change of {(Services.Count == 0 ? "no service" : string.Join(", ", Services))}", Services.Count > 0 ? Services[0] : "", StartedAt, "");

    public RowCursor Cursor => new(StartedAt, Number.Value);
}

/// <summary>Reads the changes that began in a period.</summary>
internal sealed class ChangeReading(IDbContextFactory<OpsDb> databases, Catalogue catalogue)
{
    public EstateNames Names => new(catalogue.Current);

    /// <summary>In the order in which they began.</summary>
    public async Task<IReadOnlyList<ReportedChange>> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        var (start, end) = (period.Start, period.End);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var began = db.Set<Change>().AsNoTracking().Where(c => c.StartedAt != null && c.StartedAt >= start && c.StartedAt < end);
        var read = await began.OrderBy(c => c.StartedAt).ThenBy(c => c.Number)
            .Select(c => new { c.Number, Kind = EF.Property<ChangeKind>(c, ChangeColumns.Kind), c.State, c.BrokeGlass, c.RequestedAt, c.StartedAt, c.EndedAt, Services = EF.Property<string>(c, ChangeColumns.Services) }).ToListAsync(stopping);
        var moves = await (from entry in db.Set<ChangeEntry>().AsNoTracking()
                           join change in began on entry.Change equals change.Number
                           where entry.Kind == ChangeEntryKind.Moved && (entry.To == ChangeState.AwaitingApproval || entry.From == ChangeState.AwaitingApproval)
                           orderby entry.Id
                           select new { entry.Change, entry.To, entry.At }).ToListAsync(stopping);
        var waited = new Dictionary<ChangeNumber, TimeSpan>();
        var asked = new Dictionary<ChangeNumber, DateTimeOffset>();
        foreach (var move in moves)
        {
            if (move.To == ChangeState.AwaitingApproval) asked[move.Change] = move.At;
            else if (asked.Remove(move.Change, out var since) && move.To is ChangeState.Approved or ChangeState.Rejected) waited[move.Change] = waited.GetValueOrDefault(move.Change) + (move.At - since);
        }

        // What began before and went on, or begins while what began here goes on, is carried out at once with it as well.
        var last = read.Count == 0 ? end : read.Max(c => c.EndedAt ?? DateTimeOffset.MaxValue);
        var around = read.Count == 0 ? [] : await db.Set<Change>().AsNoTracking()
            .Where(c => c.StartedAt != null && ((c.StartedAt < start && (c.EndedAt == null || c.EndedAt > start)) || (c.StartedAt >= end && c.StartedAt < last)))
            .Select(c => new { c.Number, c.StartedAt, c.EndedAt, Services = EF.Property<string>(c, ChangeColumns.Services) }).ToListAsync(stopping);
        var clashing = Clashing(read.Select(c => (c.Number, c.StartedAt, c.EndedAt, c.Services)).Concat(around.Select(c => (c.Number, c.StartedAt, c.EndedAt, c.Services)))
            .SelectMany(c => c.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(service => (service, c.Number, Start: c.StartedAt!.Value, End: c.EndedAt ?? DateTimeOffset.MaxValue))));
        var narrow = Names.Narrow(question)?.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from c in read
               let services = c.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where narrow is null || services.Any(narrow.Contains)
               select new ReportedChange(c.Number, c.Kind, c.State, c.BrokeGlass, c.RequestedAt, c.StartedAt!.Value, c.EndedAt, services) { Waited = waited.TryGetValue(c.Number, out var wait) ? wait : null, Clashes = clashing.Contains(c.Number) },
        ];
    }

    private static HashSet<ChangeNumber> Clashing(IEnumerable<(string Service, ChangeNumber Number, DateTimeOffset Start, DateTimeOffset End)> carried)
    {
        var clashing = new HashSet<ChangeNumber>();
        foreach (var service in carried.GroupBy(one => one.Service))
        {
            (ChangeNumber Number, DateTimeOffset End)? longest = null;
            foreach (var one in service.OrderBy(one => one.Start).ThenBy(one => one.Number.Value))
            {
                if (longest is { } before && one.Start < before.End) clashing.UnionWith([before.Number, one.Number]);
                if (longest is null || one.End > longest.Value.End) longest = (one.Number, one.End);
            }
        }

        return clashing;
    }
}
