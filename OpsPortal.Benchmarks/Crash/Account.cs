using OpsPortal.Benchmarks.Load;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Benchmarks.Crash;

/// <summary>What was promised held against what was kept.</summary>
/// <param name="Acknowledged">Alerts that got a success.</param>
/// <param name="Missing">Of these, those without an event.</param>
/// <param name="Double">Alerts with more than one event.</param>
/// <param name="Miscounted">Events that stand for fewer signals than were acknowledged, or for more than were sent.</param>
/// <param name="Misplaced">Events that fire though their end was acknowledged, or are over though no end was sent.</param>
internal sealed record Account(long Acknowledged, long Missing, long Double, long Miscounted, long Misplaced)
{
    public static Account Of(IEnumerable<Ledger> ledgers, IReadOnlyDictionary<int, Kept> stored)
    {
        var account = new Account(0, 0, 0, 0, 0);
        foreach (var (number, told) in ledgers.SelectMany(ledger => ledger.Entries))
        {
            var kept = stored.GetValueOrDefault(number);
            if (told.Acknowledged > 0) account = account with { Acknowledged = account.Acknowledged + 1 };
            if (kept.Events == 0 && told.Acknowledged > 0) account = account with { Missing = account.Missing + 1 };
            if (kept.Events > 1) account = account with { Double = account.Double + 1 };
            if (kept.Events != 1) continue;
            if (kept.Signals < told.Acknowledged || kept.Signals > told.Sent) account = account with { Miscounted = account.Miscounted + 1 };
            if (IsMisplaced(told, kept)) account = account with { Misplaced = account.Misplaced + 1 };
        }

        return account;
    }

    private static bool IsMisplaced(Told told, Kept kept) =>
        told.EndAcknowledged ? kept is not { Condition: Condition.Cleared, State: EventState.Resolved }
        : !told.EndSent && kept is not { Condition: Condition.Firing, State: EventState.Prioritised };
}
