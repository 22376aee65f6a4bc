using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Traces.Writer;

/// <summary>Writes spans beside what has come of their traces before, in one transaction.</summary>
internal sealed class TraceCommit(IDbContextFactory<OpsDb> databases, IOptions<TraceOptions> options, TimeProvider clock)
{
    private const int Page = 500;

    /// <summary>Returns how many were stored.</summary>
    public async Task<int> RunAsync(IReadOnlyList<SpanConsignment> consignments, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var batch = new Batch(options.Value, clock.GetUtcNow());
        foreach (var ids in consignments.SelectMany(consignment => consignment.Spans).Select(span => span.Trace).Distinct(StringComparer.Ordinal).Chunk(Page))
        {
            batch.Know(await db.Set<TraceRow>().Where(trace => EF.Parameter(ids).Contains(trace.Id)).ToListAsync(stopping));
            batch.Know(await db.Set<TraceShareRow>().Where(part => EF.Parameter(ids).Contains(part.Trace)).ToListAsync(stopping));
        }

        foreach (var consignment in consignments) batch.Add(consignment);
        var parts = batch.Pack();
        await db.InsertManyAsync(batch.NewTraces, stopping);
        await db.InsertManyAsync(batch.NewServices, stopping);
        await db.InsertManyAsync(parts, stopping);
        await db.SaveChangesAsync(stopping);

        // Past this point a shutdown must not leave us in doubt about what is stored.
        await transaction.CommitAsync(CancellationToken.None);
        return batch.Count;
    }

    private sealed class Batch(TraceOptions options, DateTimeOffset now)
    {
        private readonly Dictionary<string, TraceRow> _traces = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Trace, string Service), TraceShareRow> _services = [];
        private readonly Dictionary<string, List<TraceSpan>> _arrived = new(StringComparer.Ordinal);

        public List<TraceRow> NewTraces { get; } = [];

        public List<TraceShareRow> NewServices { get; } = [];

        public int Count { get; private set; }

        public void Know(List<TraceRow> rows) => rows.ForEach(row => _traces[row.Id] = row);

        public void Know(List<TraceShareRow> rows) => rows.ForEach(row => _services[(row.Trace, row.Service)] = row);

        public void Add(SpanConsignment consignment)
        {
            foreach (var (id, span) in consignment.Spans)
            {
                if (!_traces.TryGetValue(id, out var trace)) NewTraces.Add(trace = _traces[id] = new() { Id = id });
                if (trace.Spans >= options.MostSpans)
                {
                    if (consignment.Rejected++ == 0) consignment.Why = string.Create(CultureInfo.InvariantCulture, $"A trace has at most {options.MostSpans} spans; the others were not taken.");
                    continue;
                }

                trace.Add(span, options.SlowAfter);
                trace.HeardAt = now;
                TookPart(id, span);
                if (!_arrived.TryGetValue(id, out var spans)) _arrived[id] = spans = [];
                spans.Add(span);
                Count++;
            }
        }

        /// <summary>What arrived, packed by trace.</summary>
        public List<TraceSpansRow> Pack() => [.. _arrived.Select(arrived =>
        {
            var trace = _traces[arrived.Key];
            var packed = SpanPack.Write(arrived.Value);
            trace.Bytes += packed.Length;
            return new TraceSpansRow { Trace = trace.Id, Part = trace.Parts++, Packed = packed };
        })];

        private void TookPart(string id, TraceSpan span)
        {
            if (!_services.TryGetValue((id, span.Service), out var part))
                NewServices.Add(part = _services[(id, span.Service)] = new() { Trace = id, Service = span.Service, StartedAt = span.At });
            if (span.At < part.StartedAt) part.StartedAt = span.At;
            part.Failed |= span.Failed;
            part.Slow |= span.IsSlow(options.SlowAfter);
        }
    }
}
