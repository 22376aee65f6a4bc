using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Deployed;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Queries;

/// <summary>The read side of releases.</summary>
internal sealed class ReleaseQueries(IDbContextFactory<OpsDb> databases, IDeployedVersions deployed)
{
    private const int MostEntries = 500, MostOthers = 200;

    public static bool IsCursor(string given) => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A page, the newest first, from <paramref name="cursor"/> on (null: the first).</summary>
    public async Task<Page<ReleaseRow>> PageAsync(ReleaseFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var below)) found = Below(found, new(below));
        var rows = await ReadAsync(found.OrderByDescending(release => release.Number).Take(limit + 1), stopping);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(ReleaseFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<ReleaseRow>> RowsAsync(IReadOnlyList<ReleaseNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReadAsync(db.Set<Release>().AsNoTracking().Where(release => numbers.Contains(release.Number)), stopping);
    }

    /// <summary>Null where there is no such release.</summary>
    public async Task<ReleaseView?> ViewAsync(ReleaseNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Release>().AsNoTracking().Include(one => one.Tasks.OrderBy(task => task.Number)).SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } release) return null;
        var row = (await ReadAsync(db.Set<Release>().AsNoTracking().Where(one => one.Number == number), stopping))[0];
        var running = await RunningAsync(release.Draft.Contents, stopping);
        var there = running.In(release.Draft.Environment);
        var others = await HoldingAsync(db, release, stopping);
        var timeline = await db.Set<ReleaseEntry>().AsNoTracking().Where(entry => entry.Release == number).OrderByDescending(entry => entry.Id).Take(MostEntries).ToListAsync(stopping);
        return new(row, release,
            [.. release.Draft.Contents.Select(content => new ContentView(content, AvailabilityOf.Version(content, release.Draft.Environment, there, others), [.. running.Where(one => one.Version.Name == content.Name).OrderBy(one => one.Environment, StringComparer.OrdinalIgnoreCase)]))],
            release.Draft.Switch.Length > 0 ? await SwitchAsync(db, release.Draft.Switch, stopping) : null, [.. timeline.OrderBy(entry => entry.Id)]);
    }

    /// <summary>Those who can own a task: everybody with an account that is open, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> PeopleAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var people = await db.Persons.AsNoTracking().Where(person => db.Users.Any(account => account.PersonId == person.Id && account.DisabledAt == null)).OrderBy(person => person.Name).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return [.. people.Select(person => (person.Id, person.Name))];
    }

    /// <summary>A switch with the release it belongs to; null where there is no such switch.</summary>
    internal static async Task<SwitchRow?> SwitchAsync(OpsDb db, string key, CancellationToken stopping) =>
        await db.Set<FeatureSwitch>().AsNoTracking().SingleOrDefaultAsync(feature => feature.Key == key, stopping) is { } kept ? SwitchRow.Of(kept, SwitchOwner.Of(await NamingAsync(db, key, stopping))) : null;

    /// <summary>The releases that name a switch.</summary>
    internal static Task<List<Release>> NamingAsync(OpsDb db, string key, CancellationToken stopping) => db.Set<Release>().AsNoTracking().Where(release => EF.Property<string>(release, ReleaseColumns.Switch) == key).ToListAsync(stopping);

    /// <summary>The releases that may hold one of the versions, the release itself among them.</summary>
    private static async Task<List<Release>> HoldingAsync(OpsDb db, Release release, CancellationToken stopping)
    {
        var holding = new List<Release> { release };
        foreach (var content in release.Draft.Contents)
        {
            var named = $"{content.Name} {content.Version}".ToLowerInvariant();
            holding.AddRange(await db.Set<Release>().AsNoTracking()
                .Where(other => (other.State == ReleaseState.Released || other.State == ReleaseState.Withdrawn) && EF.Property<string>(other, ReleaseColumns.Words).Contains(named))
                .OrderByDescending(other => other.Number).Take(MostOthers).ToListAsync(stopping));
        }

        return holding;
    }

    private async Task<List<ReleaseRow>> ReadAsync(IQueryable<Release> found, CancellationToken stopping)
    {
        var kept = await found.Select(release => new
        {
            release.Number,
            release.State,
            release.ReleasedAt,
            release.ChangedAt,
            release.Version,
            Title = EF.Property<string>(release, ReleaseColumns.Title),
            Environment = EF.Property<string>(release, ReleaseColumns.Environment),
            Audience = EF.Property<string>(release, ReleaseColumns.Audience),
            Date = EF.Property<DateTimeOffset?>(release, ReleaseColumns.Date),
            Switch = EF.Property<string>(release, ReleaseColumns.Switch),
            Contents = EF.Property<IReadOnlyList<ComponentVersion>>(release, ReleaseColumns.Contents),
            Tasks = release.Tasks.Count(),
            Open = release.Tasks.Count(task => task.DoneAt == null),
        }).ToListAsync(stopping);
        var running = await RunningAsync([.. kept.SelectMany(release => release.Contents)], stopping);
        return [.. kept.Select(release =>
        {
            var there = running.In(release.Environment);
            var runs = release.Contents.Count(content => AvailabilityOf.Runs(content, there));
            return new ReleaseRow(release.Number, release.Title, release.State, release.Environment, release.Audience, release.Date, release.ReleasedAt, release.Contents, runs,
                AvailabilityOf.Whole(release.State, release.Contents.Count, runs), release.Open, release.Tasks, release.Switch, release.ChangedAt, release.Version);
        })];
    }

    private Task<IReadOnlyList<DeployedVersion>> RunningAsync(IReadOnlyList<ComponentVersion> contents, CancellationToken stopping) =>
        deployed.OfAsync([.. contents.Select(content => (content.Service, content.Component)).Distinct()], stopping);

    private static IQueryable<Release> Below(IQueryable<Release> found, ReleaseNumber below) => found.Where(release => release.Number < below);

    private static IQueryable<Release> Narrow(OpsDb db, ReleaseFilter filter)
    {
        var found = db.Set<Release>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(release => filter.States.Contains(release.State));
        if (filter.Environment.Length > 0) found = found.Where(release => EF.Property<string>(release, ReleaseColumns.Environment) == filter.Environment);
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && ReleaseNumber.TryParse(text, null, out var number)) return found.Where(release => release.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = found.Where(release => EF.Property<string>(release, ReleaseColumns.Words).Contains(word));
        return found;
    }
}
