using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Queries;

/// <summary>The read side of changes.</summary>
internal interface IChangeQueries
{
    /// <summary>A page, the newest first, from <paramref name="cursor"/> on (null: the first).</summary>
    Task<Page<ChangeRow>> PageAsync(ChangeFilter filter, string? cursor, int limit, CancellationToken stopping);

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    Task<int> CountAsync(ChangeFilter filter, int most, CancellationToken stopping);

    Task<IReadOnlyList<ChangeRow>> RowsAsync(IReadOnlyList<ChangeNumber> numbers, CancellationToken stopping);

    /// <summary>Null where there is no such change.</summary>
    Task<ChangeView?> ViewAsync(ChangeNumber number, CancellationToken stopping);
}

internal sealed class ChangeQueries(IDbContextFactory<OpsDb> databases, ChangeCases cases, TimeProvider clock) : IChangeQueries
{
    private const int MostRevisions = 50, MostEntries = 500;

    public async Task<Page<ChangeRow>> PageAsync(ChangeFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var below)) found = Below(found, new(below));
        var rows = await ReadAsync(found.OrderByDescending(change => change.Number).Take(limit + 1), stopping);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<int> CountAsync(ChangeFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<ChangeRow>> RowsAsync(IReadOnlyList<ChangeNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReadAsync(db.Set<Change>().AsNoTracking().Where(change => numbers.Contains(change.Number)), stopping);
    }

    public async Task<ChangeView?> ViewAsync(ChangeNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } change) return null;
        var row = (await ReadAsync(db.Set<Change>().AsNoTracking().Where(one => one.Number == number), stopping))[0];
        var at = await cases.ReadAsync(db, change, clock.GetUtcNow(), stopping);
        var revisions = await db.Set<ChangeRevision>().AsNoTracking().Where(revision => revision.Change == number).OrderByDescending(revision => revision.Number).Take(MostRevisions + 1).ToListAsync(stopping);
        var timeline = await db.Set<ChangeEntry>().AsNoTracking().Where(entry => entry.Change == number).OrderByDescending(entry => entry.Id).Take(MostEntries).ToListAsync(stopping);
        var subject = number.ToString();
        return new(row, at, at.Subject is { } asked ? WhoCouldApprove.Of(asked, at.Who, at.At) : null,
            [.. revisions.Take(MostRevisions).Select((revision, place) => new RevisionView(revision.Number, revision.By.Name, revision.At, revision.Note, RevisionDifference.Between(place + 1 < revisions.Count ? revisions[place + 1].Plan : null, revision.Plan)))],
            [.. timeline.OrderBy(entry => entry.Id)],
            await db.Set<BreakGlass>().AsNoTracking().Where(glass => glass.Change == subject).OrderByDescending(glass => glass.DeclaredAt).ToListAsync(stopping),
            await db.Set<FreezeOverride>().AsNoTracking().Where(given => given.Change == subject).OrderByDescending(given => given.GivenAt).ToListAsync(stopping),
            (await db.Set<AnsweredRisk>().AsNoTracking().SingleOrDefaultAsync(kept => kept.Change == number, stopping))?.Answers ?? []);
    }

    internal static async Task<List<ChangeRow>> ReadAsync(IQueryable<Change> found, CancellationToken stopping) =>
        [.. (await found.Select(change => new
        {
            change.Number, change.State, change.Risk, change.RiskTotal, change.RequestedAt, change.ChangedAt, change.Revision, change.Round, change.BrokeGlass, change.Version,
            Title = EF.Property<string>(change, ChangeColumns.Title),
            Kind = EF.Property<Domain.Deliver.Changes.ChangeKind>(change, ChangeColumns.Kind),
            Environment = EF.Property<string>(change, ChangeColumns.Environment),
            Services = EF.Property<string>(change, ChangeColumns.Services),
            StartsAt = EF.Property<DateTimeOffset?>(change, ChangeColumns.StartsAt),
            EndsAt = EF.Property<DateTimeOffset?>(change, ChangeColumns.EndsAt),
            RequestedBy = EF.Property<string>(change, ChangeColumns.RequestedByName),
        }).ToListAsync(stopping)).Select(change => new ChangeRow(
            change.Number, change.Title, change.Kind, change.State, change.Risk, change.RiskTotal, change.Environment, change.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries), change.StartsAt, change.EndsAt,
            change.RequestedBy, change.RequestedAt, change.ChangedAt, change.Revision, change.Round, change.BrokeGlass, change.Version))];

    private static IQueryable<Change> Below(IQueryable<Change> found, ChangeNumber below) => found.Where(change => change.Number < below);

    private static IQueryable<Change> Narrow(OpsDb db, ChangeFilter filter)
    {
        var found = db.Set<Change>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(change => filter.States.Contains(change.State));
        if (filter.Kinds.Count > 0) found = found.Where(change => filter.Kinds.Contains(EF.Property<Domain.Deliver.Changes.ChangeKind>(change, ChangeColumns.Kind)));
        if (filter.Risks.Count > 0) found = found.Where(change => filter.Risks.Contains(change.Risk));
        if (filter.Environment.Length > 0) found = found.Where(change => EF.Property<string>(change, ChangeColumns.Environment) == filter.Environment);
        if (filter.Requester is { } requester)
        {
            var person = (Guid?)requester.Value;
            found = found.Where(change => EF.Property<Guid?>(change, ChangeColumns.RequestedByPerson) == person);
        }

        if (ServiceKey.TryParse(filter.Service, null, out var service)) found = found.Where(change => db.Set<ChangeTouch>().Where(touched => touched.Service == service).Select(touched => touched.Change).Contains(change.Number));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && ChangeNumber.TryParse(text, null, out var number)) return found.Where(change => change.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = found.Where(change => EF.Property<string>(change, ChangeColumns.Words).Contains(word));
        return found;
    }
}
