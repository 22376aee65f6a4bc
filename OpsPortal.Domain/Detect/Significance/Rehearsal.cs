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

/// <summary>An event that would have begun.</summary>
/// <param name="Until">UTC; when it would have been over, as far as its signals tell.</param>
/// <param name="Rule">Who decided; null: habit.</param>
public readonly record struct RehearsedEvent(DateTimeOffset From, DateTimeOffset Until, Guid? Rule);

/// <summary>What two sets of rules make of the same past: the present ones, and the same with a draft in them.</summary>
/// <param name="Before">By day, ascending.</param>
/// <param name="After">The same days.</param>
/// <param name="Examples">The first signals that are judged otherwise, oldest first.</param>
/// <param name="ChangedCount">How many are judged otherwise in all.</param>
public sealed record Rehearsal(IReadOnlyList<RehearsedDay> Before, IReadOnlyList<RehearsedDay> After, IReadOnlyList<Changed> Examples, int ChangedCount)
{
    public const int MostExamples = 50;

    /// <summary>What would have begun under the present rules, in the order of beginning.</summary>
    public IReadOnlyList<RehearsedEvent> EventsBefore { get; init; } = [];

    /// <summary>The same with the draft.</summary>
    public IReadOnlyList<RehearsedEvent> EventsAfter { get; init; } = [];

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

        return new(before.Days, after.Days, examples, changed) { EventsBefore = before.Events, EventsAfter = after.Events };
    }

    /// <summary>One set of rules on its way through the past.</summary>
    private sealed class Stage(SignificanceRules rules)
    {
        /// <summary>Absence is looked for this often, as far as the past's own clock tells.</summary>
        private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

        private readonly SignificanceMemory _memory = new();
        private readonly Dictionary<(string Source, Fingerprint Identity), int> _last = [];
        private readonly List<RehearsedEvent> _events = [];
        private readonly SortedDictionary<DateOnly, RehearsedDay> _days = [];
        private DateTimeOffset _ticked;

        public IReadOnlyList<RehearsedDay> Days => [.. _days.Values];

        public IReadOnlyList<RehearsedEvent> Events => _events;

        public Verdict Judge(PastSignal past)
        {
            TickUntil(past.At);
            var verdict = rules.Judge(past.Signal, _memory, past.At);
            var began = verdict.GoesOn is { } signal && Begins(signal, verdict.Rule?.Id, past.At);
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
                    if (absent.GoesOn is { } signal && Begins(signal, absent.Rule?.Id, _ticked)) Count(_ticked, 0, 0, 1);
                }
            }
        }

        private bool Begins(Signal signal, Guid? rule, DateTimeOffset now)
        {
            var identity = (signal.Source, signal.Labels.Fingerprint);
            if (_last.TryGetValue(identity, out var place) && _events[place].Until > now)
            {
                _events[place] = _events[place] with { Until = signal.EndsAt };
                return false;
            }

            if (!signal.IsFiring(now)) return false;
            _last[identity] = _events.Count;
            _events.Add(new(now, signal.EndsAt, rule));
            return true;
        }

        private void Count(DateTimeOffset at, int signals, int significant, int events)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            var known = _days.GetValueOrDefault(day, new(day, 0, 0, 0));
            _days[day] = known with { Signals = known.Signals + signals, Significant = known.Significant + significant, Events = known.Events + events };
        }
    }
}
