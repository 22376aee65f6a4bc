using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Brings the text index up to the stored events when the writer has leisure, a part at a time; a search looks through what is left by itself.</summary>
internal sealed class Indexing(IDbContextFactory<OpsDb> databases)
{
    private const int Part = 1000;

    /// <summary>More than so many events are not left out of the index, whatever arrives: a search would take long to look through them.</summary>
    private const int MostBehind = 100_000;

    /// <summary>After this long some are indexed though signals keep coming.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>While signals keep coming, indexing takes at most about this part of the writer's time.</summary>
    private const double Share = 0.1;

    private long _behind;
    private DateTimeOffset _since;
    private long _ended;
    private TimeSpan _took;

    public bool IsEmpty => _behind == 0;

    public bool IsDue(DateTimeOffset now) => _behind > MostBehind || (!IsEmpty && now - _since >= Longest && Stopwatch.GetElapsedTime(_ended) >= _took / Share);

    /// <summary>Takes it that something may be missing, as after a start.</summary>
    public void Doubt(DateTimeOffset now) => (_behind, _since) = (Math.Max(1, _behind), now);

    /// <summary>Takes note of the events that a durable batch has raised.</summary>
    public void Note(SignalBatch batch, DateTimeOffset now)
    {
        if (batch.Raised.Count == 0) return;
        if (IsEmpty) _since = now;
        _behind += batch.Raised.Count;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var more = await WordIndex.AdvanceAsync(db, Part, stopping);
        _behind = more ? Math.Max(1, _behind - Part) : 0;
        (_ended, _took) = (Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(started));
    }
}
