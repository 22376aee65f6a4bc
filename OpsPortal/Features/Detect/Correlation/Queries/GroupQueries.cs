using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Correlation.Keeping;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Queries;

/// <summary>The group an event is in, as its page shows it.</summary>
/// <param name="Lead">The event that stands for all.</param>
/// <param name="Cause">The key of the service that is probably the cause; empty where none is known.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Members">How many stand behind the lead.</param>
/// <param name="First">The first of them, worst first.</param>
public sealed record GroupView(EventRow Lead, Grounds Grounds, string Cause, double Confidence, string Reason, int Members, IReadOnlyList<EventRow> First);

/// <summary>That a person said an event stands alone.</summary>
public sealed record StandsAlone(string By, DateTimeOffset At);

/// <summary>The read side of groups.</summary>
public sealed class GroupQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Most members told of at once; the list of events has them all.</summary>
    public const int MostFirst = 100;

    /// <summary>Null where the event stands for itself alone.</summary>
    public async Task<GroupView?> ReadAsync(EventRow row, int first, CancellationToken stopping)
    {
        if (row.Lead is null && row.Members == 0) return null;
        var number = row.Lead ?? row.Number;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var lead = row.Lead is null ? row : await db.Events.AsNoTracking().Where(e => e.Number == number).Select(EventProjections.Row).SingleOrDefaultAsync(stopping);
        var kept = await db.Set<KeptGroup>().AsNoTracking().SingleOrDefaultAsync(group => group.Lead == number, stopping);
        if (lead is null || kept is null) return null;
        return new(lead, kept.Grounds, kept.Cause, kept.Confidence, kept.Reason, lead.Members, await MembersAsync(db, number, first, stopping));
    }

    /// <summary>Those behind a lead, worst first.</summary>
    public async Task<IReadOnlyList<EventRow>> MembersAsync(EventNumber lead, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await MembersAsync(db, lead, MostFirst, stopping);
    }

    /// <summary>Whether a person said that an event stands alone; null: nobody did.</summary>
    public async Task<StandsAlone?> AloneAsync(EventRow row, CancellationToken stopping)
    {
        var (source, fingerprint) = (row.Source, row.Labels.Fingerprint);
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<PersonsWord>().AsNoTracking().Where(word => word.Source == source && word.Fingerprint == fingerprint && word.OtherNumber == null)
            .OrderByDescending(word => word.At).Select(word => new StandsAlone(word.By, word.At)).FirstOrDefaultAsync(stopping);
    }

    private static async Task<IReadOnlyList<EventRow>> MembersAsync(OpsDb db, EventNumber lead, int most, CancellationToken stopping) =>
        await db.Events.AsNoTracking().Where(e => e.Lead == lead && e.Standing == Standing.Grouped).OrderBy(e => e.Priority).ThenBy(e => e.StartsAt).ThenBy(e => e.Number).Take(most).Select(EventProjections.Row).ToListAsync(stopping);
}
