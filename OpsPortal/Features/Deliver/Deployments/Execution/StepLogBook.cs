using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Runners.Logs;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>A line of a step's log, with its number from 0.</summary>
internal readonly record struct LoggedLine(int Number, DateTimeOffset At, bool IsError, string Text);

/// <summary>The logs of steps: the last lines of those that run are in memory for whoever watches, all lines go to the database in parts.</summary>
internal sealed class StepLogBook(IDbContextFactory<OpsDb> databases) : IDisposable
{
    /// <summary>So many lines are shown at once.</summary>
    public const int Tail = 500;

    private readonly ConcurrentDictionary<string, OpenLog> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Where the lines of an attempt go. The same for the same key, until it is closed.</summary>
    /// <param name="ended">Called when the step has ended where it ran.</param>
    public IStepLog Open(string key, Action ended)
    {
        var log = _open.GetOrAdd(key, static _ => new());
        log.WhenEnded = ended;
        return log;
    }

    /// <summary>Writes what has come since the last time; one transaction for all logs.</summary>
    public Task FlushAsync(CancellationToken stopping) => InTurnAsync(() => WriteAsync(stopping), stopping);

    /// <summary>Returns when all that this log has is written. Of many that ask at once, the first writes for all.</summary>
    public Task SaveAsync(string key, CancellationToken stopping) => InTurnAsync(() => _open.TryGetValue(key, out var log) && !log.IsSaved ? WriteAsync(stopping) : Task.CompletedTask, stopping);

    private async Task InTurnAsync(Func<Task> writeAsync, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await writeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync(CancellationToken stopping)
    {
        List<(OpenLog Log, List<LoggedLine> Lines)> taken = [];
        List<StepLogPart> parts = [];
        foreach (var (key, log) in _open)
        {
            if (!log.IsPlaced && !log.IsSaved) log.Place(await CountAsync(key, stopping));
            var lines = log.TakeUnsaved();
            if (lines.Count == 0) continue;
            taken.Add((log, lines));
            parts.Add(new() { Key = key, First = lines[0].Number, Count = lines.Count, Lines = Write(lines) });
        }

        if (parts.Count == 0) return;
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            db.AddRange(parts);
            await db.SaveChangesAsync(stopping);
        }
        catch
        {
            foreach (var (log, lines) in taken) log.PutBack(lines);
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Forgets a log that is over and written.</summary>
    public void Close(string key)
    {
        if (_open.TryGetValue(key, out var log) && log.IsSaved) _open.TryRemove(key, out _);
    }

    /// <summary>Up to <see cref="Tail"/> lines from number <paramref name="from"/> on, or the last ones where it is null; and how many there are.</summary>
    public async Task<(IReadOnlyList<LoggedLine> Lines, int Count)> ReadAsync(string key, int? from, CancellationToken stopping)
    {
        if (_open.TryGetValue(key, out var open) && open.Read(from) is { } live) return live;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var all = db.Set<StepLogPart>().AsNoTracking().Where(part => part.Key == key);
        var count = await all.OrderByDescending(part => part.First).Select(part => part.First + part.Count).FirstOrDefaultAsync(stopping);
        var start = from ?? Math.Max(0, count - Tail);
        var parts = await all.Where(part => part.First + part.Count > start && part.First < start + Tail).OrderBy(part => part.First).ToListAsync(stopping);
        return ([.. parts.SelectMany(Read).Where(line => line.Number >= start).Take(Tail)], count);
    }

    /// <summary>How many lines are kept: before a restart the same attempt may have written some.</summary>
    private async Task<int> CountAsync(string key, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<StepLogPart>().Where(part => part.Key == key).OrderByDescending(part => part.First).Select(part => part.First + part.Count).FirstOrDefaultAsync(stopping);
    }

    private static string Write(List<LoggedLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line.At.ToUnixTimeMilliseconds()).Append(line.IsError ? 'e' : 'o').Append(line.Text.ReplaceLineEndings(" ")).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<LoggedLine> Read(StepLogPart part)
    {
        var number = part.First;
        foreach (var line in part.Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var mark = line.AsSpan().IndexOfAny('o', 'e');
            if (mark > 0 && long.TryParse(line.AsSpan(0, mark), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) yield return new(number, DateTimeOffset.FromUnixTimeMilliseconds(at), line[mark] == 'e', line[(mark + 1)..]);
            number++;
        }
    }

    private sealed class OpenLog : IStepLog
    {
        private readonly Lock _gate = new();
        private readonly Queue<LoggedLine> _tail = new(Tail);
        private List<LoggedLine> _unsaved = [];
        private int _count;

        public Action? WhenEnded { get; set; }

        /// <summary>Its lines follow those that were kept before it was opened.</summary>
        public bool IsPlaced { get; private set; }

        public void Place(int after)
        {
            lock (_gate)
            {
                IsPlaced = true;
                if (after == 0) return;
                _count += after;
                _unsaved = [.. _unsaved.Select(line => line with { Number = line.Number + after })];
                var shifted = _tail.Select(line => line with { Number = line.Number + after }).ToList();
                _tail.Clear();
                foreach (var line in shifted) _tail.Enqueue(line);
            }
        }

        public bool IsSaved
        {
            get
            {
                lock (_gate) return _unsaved.Count == 0;
            }
        }

        public void Write(IReadOnlyList<StepLine> lines)
        {
            lock (_gate)
            {
                foreach (var line in lines)
                {
                    var logged = new LoggedLine(_count++, line.At, line.Stream == ScriptStream.Error, line.Text);
                    _unsaved.Add(logged);
                    if (_tail.Count == Tail) _tail.Dequeue();
                    _tail.Enqueue(logged);
                }
            }
        }

        public void Ended() => WhenEnded?.Invoke();

        public List<LoggedLine> TakeUnsaved()
        {
            lock (_gate)
            {
                var taken = _unsaved;
                if (taken.Count > 0) _unsaved = [];
                return taken;
            }
        }

        public void PutBack(List<LoggedLine> lines)
        {
            lock (_gate) _unsaved.InsertRange(0, lines);
        }

        /// <summary>Null where the lines asked for are no longer here.</summary>
        public (IReadOnlyList<LoggedLine> Lines, int Count)? Read(int? from)
        {
            lock (_gate)
            {
                if (from is not { } start) return ([.. _tail], _count);
                if (_tail.Count == 0 || _tail.Peek().Number > start) return _count > start ? null : ([], _count);
                return ([.. _tail.Where(line => line.Number >= start)], _count);
            }
        }
    }
}
