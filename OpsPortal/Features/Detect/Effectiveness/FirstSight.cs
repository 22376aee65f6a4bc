using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Effectiveness;

/// <summary>Notes when events are first on a person's screen. Written a moment later, away from who looks; the instant is that of the look.</summary>
public sealed class FirstSight(IDbContextFactory<OpsDb> databases, TimeProvider clock, ILogger<FirstSight> log) : BackgroundService
{
    /// <summary>Rows of a list that a screen shows without scrolling, about; those further down count when they are opened.</summary>
    public const int OnScreen = 40;

    /// <summary>Numbers held so that a row that stays on screen is noted once; beyond this many it is asked of the database again.</summary>
    private const int MostHeld = 20_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<EventNumber, DateTimeOffset> _seen = new();
    private readonly Channel<(EventNumber Number, DateTimeOffset At)> _new = Channel.CreateBounded<(EventNumber Number, DateTimeOffset At)>(new BoundedChannelOptions(MostHeld) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>These rows are being shown to a person, in the order of the list.</summary>
    public void Note(IReadOnlyList<EventRow> rows)
    {
        for (var at = 0; at < rows.Count && at < OnScreen; at++) Note(rows[at].Number);
    }

    /// <summary>This event is being shown to a person.</summary>
    public void Note(EventNumber number)
    {
        var now = clock.GetUtcNow();
        if (_seen.Count >= MostHeld) _seen.Clear();
        if (_seen.TryAdd(number, now)) _new.Writer.TryWrite((number, now));
    }

    /// <summary>Writes what was noted; an event that was shown before keeps its instant.</summary>
    public async Task WriteAsync(CancellationToken stopping)
    {
        var noted = new List<(EventNumber Number, DateTimeOffset At)>();
        while (noted.Count < 1000 && _new.Reader.TryRead(out var one)) noted.Add(one);
        if (noted.Count == 0) return;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        foreach (var together in noted.GroupBy(one => one.At))
        {
            var (at, numbers) = ((DateTimeOffset?)together.Key, together.Select(one => one.Number).ToArray());
            await db.Events.Where(e => EF.Parameter(numbers).Contains(e.Number) && e.ShownAt == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.ShownAt, at), stopping);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _new.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Pause, clock, stoppingToken);
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what was looked at in the last moment is written before the database goes.
            await TryAsync(CancellationToken.None);
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await WriteAsync(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It is asked again when somebody looks again.
            _seen.Clear();
            log.NotNoted(failure);
        }
    }
}

internal static partial class EffectivenessLog
{
    [LoggerMessage(1701, LogLevel.Warning, "When events were first shown could not be noted")]
    public static partial void NotNoted(this ILogger log, Exception failure);
}
