using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Metrics.Codec;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Metrics.Store;

/// <summary>Takes samples of one series in the order of time; the span is used again for the next ones.</summary>
internal delegate void SampleSink(ReadOnlySpan<Sample> samples);

/// <summary>Streams the samples of one series after another, chunk by chunk, over one connection. Not for two threads at once.</summary>
internal sealed class MetricScan(OpsDb db) : IAsyncDisposable
{
    private readonly Sample[] _samples = new Sample[ChunkWriter.Most];
    private DbCommand? _command;

    /// <param name="from">Milliseconds since 1970 UTC, included.</param>
    /// <param name="to">Included.</param>
    public async Task RunAsync(MetricSeries series, long from, long to, SampleSink sink, CancellationToken stopping)
    {
        // Memory first: what is written to the database meanwhile is then seen once, here.
        var held = series.Snapshot();
        var before = held.Count > 0 ? held[0].Start : long.MaxValue;
        if (before > from) await StoredAsync(series.Id, from, to, before, sink, stopping);
        foreach (var chunk in held)
        {
            if (chunk.End >= from && chunk.Start <= to) Pass(chunk.Bytes, from, to, sink);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_command is not null) await _command.DisposeAsync();
        await db.DisposeAsync();
    }

    private async Task StoredAsync(long series, long from, long to, long before, SampleSink sink, CancellationToken stopping)
    {
        var command = _command ??= await PrepareAsync(stopping);
        command.Parameters[0].Value = series;
        command.Parameters[1].Value = from;
        command.Parameters[2].Value = to;
        command.Parameters[3].Value = before;
        await using var reader = await command.ExecuteReaderAsync(stopping);

        // SQLite reads where it stands; awaiting every row would cost more than the row.
        while (db is PostgresOpsDb ? await reader.ReadAsync(stopping) : reader.Read()) Pass(reader.GetFieldValue<byte[]>(0), from, to, sink);
    }

    private void Pass(byte[] chunk, long from, long to, SampleSink sink)
    {
        var samples = _samples.AsSpan(0, ChunkReader.Read(chunk, _samples));
        if (samples.Length == 0) return;
        while (samples.Length > 0 && samples[0].At < from) samples = samples[1..];
        while (samples.Length > 0 && samples[^1].At > to) samples = samples[..^1];
        if (samples.Length > 0) sink(samples);
    }

    private async Task<DbCommand> PrepareAsync(CancellationToken stopping)
    {
        await db.Database.OpenConnectionAsync(stopping);
        var command = db.Database.GetDbConnection().CreateCommand();
        var table = db is PostgresOpsDb ? $"{PostgresOpsDb.Schema}.{MetricChunkConfiguration.Table}" : MetricChunkConfiguration.Table;
        command.CommandText = $"""
            SELECT "Bytes" FROM {table} WHERE "Series" = @series AND "Start" <= @to AND "Start" < @before AND "End" >= @from
            AND "Start" >= COALESCE((SELECT MAX("Start") FROM {table} WHERE "Series" = @series AND "Start" <= @from), @from) ORDER BY "Start"
            """;
        foreach (var name in (string[])["series", "from", "to", "before"])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, System.Data.DbType.Int64, 0L);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
