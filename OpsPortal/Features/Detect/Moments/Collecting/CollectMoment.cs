using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>Asks every store of the portal about one moment; each answer is bounded.</summary>
internal sealed class CollectMoment(Catalogue catalogue, MetricsAround metrics, LinesAround lines, TraceQueries traces, HappeningsAround happenings) : IMoments
{
    private const int MostTraces = 15;

    /// <summary>Ordinary traces beside the others, to compare with.</summary>
    private const int Ordinary = 3;

    public async Task<MomentFindings> AroundAsync(EventRow row, Actor by, DateTimeOffset now, CancellationToken stopping)
    {
        var moment = Moment.Of(row, catalogue.Current, now);
        var (charts, probes) = await metrics.ReadAsync(moment, stopping);
        var logs = !by.May(Permissions.RulesRead) ? null : await lines.ReadAsync(moment, stopping);
        var found = moment.Services.Count == 0 ? [] : await traces.AroundAsync(moment.Keys, moment.From, moment.To, MostTraces, Ordinary, stopping);
        var (events, changes) = await happenings.ReadAsync(moment, catalogue.Current.Graph, stopping);
        return new(moment, charts, probes, logs, found, events) { Changes = changes };
    }

    public Task<(TraceSummary Trace, Waterfall Spans)?> TraceAsync(string id, CancellationToken stopping) => traces.ReadAsync(id, stopping);
}
