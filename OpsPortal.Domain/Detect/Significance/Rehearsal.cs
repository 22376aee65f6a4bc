using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>One signal of the past.</summary>
/// <param name="At">UTC; when the portal accepted it.</param>
public readonly record struct PastSignal(DateTimeOffset At, Signal Signal);

/// <summary>A signal that another set of rules judges otherwise.</summary>
public sealed record Changed(PastSignal Signal, Verdict Before, Verdict After);

/// <summary>What rules make of a day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Events">Events that would have begun on it.</param>
public readonly record struct RehearsedDay(DateOnly Day, int Signals, int Significant, int Events);

/// <summary>What two sets of rules make of the same past: the present ones, and the same with a draft in them.</summary>
/// <param name="Before">By day, ascending.</param>
/// <param name="After">The same days.</param>
/// <param name="Examples">The first signals that are judged otherwise, oldest first.</param>
/// <param name="ChangedCount">How many are judged otherwise in all.</param>
public sealed record Rehearsal(IReadOnlyList<RehearsedDay> Before, IReadOnlyList<RehearsedDay> After, IReadOnlyList<Changed> Examples, int ChangedCount)
{
    public const int MostExamples = 50;

    /// <summary>Runs both sets over the past, from nothing remembered.</summary>
    /// <param name="past">In the order the signals arrived.</param>
    public static Rehearsal Run(SignificanceRules present, SignificanceRules draft, IEnumerable<PastSignal> past)
    {
        var (before, after) = (new Stage(present), new Stage(draft));
        var examples = new List<Changed>();
        var changed = 0;
        foreach (var signal in past)
        {
            var (was, becomes) = (before.Judge(signal), after.Judge(signal));
            if (was.IsSignificant == becomes.IsSignificant) continue;
            changed++;
            if (examples.Count < MostExamples) examples.Add(new(signal, was, becomes));
        }

        return new(before.Days, after.Days, examples, changed);
    }

    /// <summary>One set of rules on its way through the past.</summary>
    private sealed class Stage(SignificanceRules rules)
    {
        /// <summary>Absence is looked for this often, as far as the past's own clock tells.</summary>
        private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

        private readonly SignificanceMemory _memory = new();
        private readonly Dictionary<(string Source, Fingerprint Identity), DateTimeOffset> _firingUntil = [];
        private readonly SortedDictionary<DateOnly, RehearsedDay> _days = [];
        private DateTimeOffset _ticked;

        public IReadOnlyList<RehearsedDay> Days => [.. _days.Values];

        public Verdict Judge(PastSignal past)
        {
            TickUntil(past.At);
            var verdict = rules.Judge(past.Signal, _memory, past.At);
            var began = verdict.GoesOn is { } signal && Begins(signal, past.At);
            Count(past.At, 1, verdict.IsSignificant ? 1 : 0, began ? 1 : 0);
            return verdict;
        }

        private void TickUntil(DateTimeOffset now)
        {
            if (!rules.LooksForAbsence) return;
            if (_ticked == default) _ticked = now;
            for (; _ticked < now; _ticked += Tick)
            {
                foreach (var absent in rules.Absent(_memory, _ticked))
                {
                    if (absent.GoesOn is { } signal && Begins(signal, _ticked)) Count(_ticked, 0, 0, 1);
                }
            }
        }

        private bool Begins(Signal signal, DateTimeOffset now)
        {
            var identity = (signal.Source, signal.Labels.Fingerprint);
            var firing = _firingUntil.TryGetValue(identity, out var until) && until > now;
            _firingUntil[identity] = signal.EndsAt;
            return !firing && signal.IsFiring(now);
        }

        private void Count(DateTimeOffset at, int signals, int significant, int events)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            var known = _days.GetValueOrDefault(day, new(day, 0, 0, 0));
            _days[day] = known with { Signals = known.Signals + signals, Significant = known.Significant + significant, Events = known.Events + events };
        }
    }
}
