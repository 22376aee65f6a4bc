using OpsPortal.Benchmarks.Load;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Benchmarks.Crash;

/// <summary>Shows, before anything is measured, that the account finds what it is there to find: a checker that cannot fail proves nothing.</summary>
internal static class Checker
{
    private static readonly Target Nowhere = new(1);

    /// <summary>Null where every fault laid in is found and a faithful store passes; else what was overlooked.</summary>
    public static string? Overlooks(TimeProvider clock)
    {
        var ledger = new Ledger(0, 1, "check", new(New: 4, Repeats: 2, Ends: 1), clock);
        for (var request = 0; request < 3; request++)
        {
            ledger.Next(Nowhere);
            ledger.Answered(success: true);
        }

        // The last request was never answered: what it held may be stored or not.
        ledger.Next(Nowhere);
        var faithful = ledger.Entries.Where(entry => entry.Told.Acknowledged > 0).ToDictionary(entry => entry.Number, entry => Kept(entry.Told));
        if (Account.Of([ledger], faithful) is not { Missing: 0, Double: 0, Miscounted: 0, Misplaced: 0 } fair) return $"a faithful store is accused: {Account.Of([ledger], faithful)}";
        if (fair.Acknowledged != faithful.Count) return "alerts are not all looked at";

        var firing = ledger.Entries.First(entry => entry.Told is { Acknowledged: > 0, EndSent: false }).Number;
        var ended = ledger.Entries.First(entry => entry.Told.EndAcknowledged).Number;
        return Of(firing, null) is not { Missing: 1, Double: 0 } ? "an alert that is missing"
            : Of(firing, faithful[firing] with { Events = 2 }) is not { Missing: 0, Double: 1 } ? "an alert that is stored twice"
            : Of(firing, faithful[firing] with { Signals = faithful[firing].Signals - 1 }) is not { Miscounted: 1 } ? "a signal that was not counted"
            : Of(firing, faithful[firing] with { Signals = faithful[firing].Signals + 9 }) is not { Miscounted: 1 } ? "signals that were counted twice"
            : Of(firing, faithful[firing] with { Condition = Condition.Cleared }) is not { Misplaced: 1 } ? "an alert that is over though it fires"
            : Of(ended, faithful[ended] with { Condition = Condition.Firing }) is not { Misplaced: 1 } ? "an alert that fires though its end was acknowledged"
            : null;

        Account Of(int number, Kept? kept)
        {
            var stored = new Dictionary<int, Kept>(faithful);
            stored.Remove(number);
            if (kept is { } changed) stored[number] = changed;
            return Account.Of([ledger], stored);
        }
    }

    private static Kept Kept(Told told) => told.EndAcknowledged
        ? new(1, told.Acknowledged, Condition.Cleared, EventState.Resolved)
        : new(1, told.Acknowledged, Condition.Firing, EventState.Prioritised);
}
