using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Evaluation;

/// <summary>
/// Evaluates whatever is due, many at a time, and keeps what it found in the database: a restart goes on where it was.
/// Running it twice evaluates nothing twice, for what has run is no longer due.
/// </summary>
internal sealed class MonitorRound(IDbContextFactory<OpsDb> databases, Evaluator evaluator, SignalPath path, RoundFeedback feedback, TimeProvider clock)
{
    /// <summary>Monitors that are read, evaluated and saved together.</summary>
    private const int PageSize = 250;

    /// <summary>How many may wait for the network at once; what reads from the store needs no more than the machine has.</summary>
    private const int AtOnceOutside = 64;

    private const int AtOnceInside = 2;

    public async Task RunAsync(bool goingOut, CancellationToken stopping)
    {
        var pass = clock.GetUtcNow();
        while (await PageAsync(goingOut, pass, stopping) == PageSize) stopping.ThrowIfCancellationRequested();
    }

    private async Task<int> PageAsync(bool goingOut, DateTimeOffset pass, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var runs = await db.Set<MonitorRun>().Where(run => run.GoesOut == goingOut && run.DueAt <= pass).OrderBy(run => run.DueAt).Take(PageSize).ToDictionaryAsync(run => run.Monitor, stopping);
        if (runs.Count == 0) return 0;
        var numbers = runs.Keys.ToArray();
        var monitors = await db.Set<Monitor>().AsNoTracking().Where(monitor => EF.Parameter(numbers).Contains(monitor.Number) && monitor.Enabled).ToListAsync(stopping);
        var states = (await db.Set<MonitorSeriesState>().Where(state => EF.Parameter(numbers).Contains(state.Monitor)).ToListAsync(stopping)).ToLookup(state => state.Monitor);
        feedback.Begun(runs.Values, monitors, clock.GetUtcNow());

        var evaluated = new Evaluated?[monitors.Count];
        await Parallel.ForAsync(0, monitors.Count, new ParallelOptions { MaxDegreeOfParallelism = goingOut ? AtOnceOutside : AtOnceInside, CancellationToken = stopping }, async (at, token) =>
            evaluated[at] = await OneAsync(monitors[at], states[monitors[at].Number], runs[monitors[at].Number].RanAt, token));

        var now = clock.GetUtcNow();
        var outcomes = monitors.Zip(evaluated).Where(pair => pair.Second is not null).Select(pair => new MonitorOutcome(pair.First, pair.Second!, [.. states[pair.First.Number]])).ToList();
        var signals = outcomes.SelectMany(outcome => outcome.Signals(now)).ToList();
        var taken = await path.TakeAsync(signals, stopping);
        foreach (var outcome in outcomes) outcome.WriteDown(db, runs[outcome.Monitor.Number], taken == Taken.Stored, now);
        foreach (var monitor in monitors) runs[monitor.Number].DueAt = monitor.Draft.DueAfter(now, monitor.Number);

        // Disabled or deleted meanwhile: nobody asks for it any more.
        db.RemoveRange(runs.Values.Where(run => !monitors.Exists(monitor => monitor.Number == run.Monitor)));
        await SaveAsync(db, stopping);
        feedback.Done(outcomes, clock.GetElapsedTime(started), taken);
        return runs.Count;
    }

    /// <summary>One that fails must not stop the others.</summary>
    private async Task<Evaluated?> OneAsync(Monitor monitor, IEnumerable<MonitorSeriesState> states, DateTimeOffset? ranAt, CancellationToken stopping)
    {
        try
        {
            return await evaluator.RunAsync(monitor, states.ToDictionary(state => state.Labels, state => ThresholdState.Parse(state.State)), ranAt, stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            feedback.Failed(monitor.Number, failure);
            return null;
        }
    }

    /// <summary>What was deleted while it was evaluated is left out.</summary>
    private static async Task SaveAsync(OpsDb db, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await db.SaveChangesAsync(stopping);
                return;
            }
            catch (DbUpdateConcurrencyException gone) when (gone.Entries.Count > 0)
            {
                foreach (var entry in gone.Entries) entry.State = EntityState.Detached;
            }
        }
    }
}
