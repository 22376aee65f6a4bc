using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Features.Detect.Significance;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>
/// Brings the rows up to what the touch log says, a part at a time so that nobody waits long for a turn to write, and writes down
/// what significance rules remember.
/// </summary>
internal sealed class Folding(IDbContextFactory<OpsDb> databases, SignificanceStep significance)
{
    private const int Part = 2000;

    /// <summary>Folding takes at most about this part of the writer's time while signals keep coming.</summary>
    private const double Share = 0.2;

    private readonly HashSet<KnownEvent> _unfolded = [];
    private DateTimeOffset? _since;
    private TimeSpan _took;

    public bool IsEmpty => _unfolded.Count == 0 && !significance.IsBehind;

    /// <summary>Whether it is time to fold though signals keep coming: not before <paramref name="after"/>, and later where folding takes long.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan after) => !IsEmpty && now - _since >= (_took / Share > after ? _took / Share : after);

    public void Clear()
    {
        _unfolded.Clear();
        _since = null;
    }

    /// <summary>Takes note of what a durable batch has put into the log.</summary>
    public void Note(SignalBatch batch, DateTimeOffset now)
    {
        _since ??= now;
        foreach (var known in batch.Touched)
        {
            if (known.IsUnfolded) _unfolded.Add(known);
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        await RowsAsync(stopping);
        _took = Stopwatch.GetElapsedTime(started);
        if (!significance.IsBehind) return;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var last = await db.Gate.EnterAsync(stopping);
        await using var remembered = await db.Database.BeginTransactionAsync(stopping);
        await significance.FoldAsync(db, stopping);
        await remembered.CommitAsync(CancellationToken.None);
    }

    private async Task RowsAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var parts = _unfolded.Chunk(Part).ToList();
        foreach (var part in parts)
        {
            using var turn = await db.Gate.EnterAsync(stopping);
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            await TouchLog.ApplyAsync(db, [.. part.Select(known => known.ToTouch())], stopping);

            // The rows hold everything only with the last part; until then a crash still needs the log.
            if (part == parts[^1]) await TouchLog.ClearAsync(db, stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }

        foreach (var known in _unfolded) known.IsUnfolded = false;
        Clear();
    }
}
