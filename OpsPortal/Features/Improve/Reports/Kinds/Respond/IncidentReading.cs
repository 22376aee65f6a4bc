using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Respond;

/// <summary>An incident as reports count it.</summary>
internal sealed record ReportedIncident(IncidentNumber Number, string Title, string Service, Priority Priority, bool IsMajor, IncidentState State, DateTimeOffset OpenedAt, DateTimeOffset? AcknowledgedAt, DateTimeOffset? ResolvedAt, ResolutionCode? Resolution)
{
    public bool IsOver => !IncidentLifecycle.IsOpen(State) && ResolvedAt is not null;

    public bool IsGrave => Priority <= Priority.P2;

    public ReportRow ToRow() => new(Number.ToString(), $"/incidents/{Number}", Title, Service, OpenedAt, "");

    public RowCursor Cursor => new(OpenedAt, Number.Value);
}

/// <summary>Reads the incidents that were opened in a period; there are never so many that they need be counted ahead.</summary>
internal sealed class IncidentReading(IDbContextFactory<OpsDb> databases, Catalogue catalogue, MissedDetections missed)
{
    public EstateNames Names => new(catalogue.Current);

    public async Task<long> CountAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Opened(db, question, period).LongCountAsync(stopping);
    }

    /// <summary>In the order in which they were opened.</summary>
    public async Task<IReadOnlyList<ReportedIncident>> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Read(Opened(db, question, period)).ToListAsync(stopping);
    }

    /// <summary>Those of them that no event preceded, as the register finds them too.</summary>
    /// <param name="opened">In the period.</param>
    public async Task<IReadOnlyList<ReportedIncident>> MissedAsync(ReportPeriod period, IReadOnlyList<ReportedIncident> opened, CancellationToken stopping)
    {
        if (opened.Count == 0) return [];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = (await missed.BetweenAsync(db, period.Start, period.End, stopping)).Select(one => one.Number).ToHashSet();
        return [.. opened.Where(one => found.Contains(one.Number))];
    }

    public async Task<Page<ReportRow>?> PageAsync(ReportQuestion question, Func<ReportedIncident, bool> which, string? cursor, int limit, CancellationToken stopping) =>
        RowCursor.Page((await ReadAsync(question, question.Period, stopping)).Where(which), cursor, limit, incident => incident.ToRow(), incident => incident.Cursor);

    public static Spread Taken(IEnumerable<ReportedIncident> incidents) => Spread.Of(from one in incidents where one.AcknowledgedAt is not null select one.AcknowledgedAt!.Value - one.OpenedAt);

    public static Spread Over(IEnumerable<ReportedIncident> incidents) => Spread.Of(from one in incidents where one.IsOver select one.ResolvedAt!.Value - one.OpenedAt);

    private static IQueryable<ReportedIncident> Read(IQueryable<Incident> incidents) => incidents.OrderBy(i => i.OpenedAt).ThenBy(i => i.Number)
        .Select(i => new ReportedIncident(i.Number, i.Title, i.Service, i.Priority, i.IsMajor, i.State, i.OpenedAt, i.AcknowledgedAt, i.ResolvedAt, i.Resolution));

    private IQueryable<Incident> Opened(OpsDb db, ReportQuestion question, ReportPeriod period)
    {
        var (start, end) = (period.Start, period.End);
        var opened = db.Set<Incident>().AsNoTracking().Where(i => i.OpenedAt >= start && i.OpenedAt < end);
        return Names.Narrow(question) is { } services ? opened.Where(i => services.Contains(i.Service)) : opened;
    }
}
