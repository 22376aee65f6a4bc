using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance;

/// <summary>Decides which signals go on. What a rule needs to remember is held here, by the one writer, and read anew whenever the writer's view is.</summary>
internal sealed class SignificanceStep(RuleBook book)
{
    /// <summary>Insignificant states are held while they fire, so that a repeat is no new signal; beyond this many a repeat is judged again.</summary>
    private const int MaxHeld = 100_000;

    private readonly Dictionary<(string Source, Fingerprint Fingerprint), DateTimeOffset> _insignificant = [];
    private readonly RuleTally _tally = new();
    private SignificanceMemory _memory = new();
    private SignificanceRules _judgedBy = SignificanceRules.None;

    public void Run(SignalBatch batch, KnownEvents known)
    {
        var rules = book.Current;
        if (!ReferenceEquals(rules, _judgedBy)) _insignificant.Clear();
        _judgedBy = rules;
        foreach (var signal in batch.Signals)
        {
            if (signal.Kind == SignalKind.State && (!signal.IsFiring(batch.Now) || known.Find(signal) is { Committed.Condition: Condition.Firing } || Repeats(signal, batch.Now)))
            {
                if (!_insignificant.ContainsKey((signal.Source, signal.Labels.Fingerprint))) batch.Significant.Add(new(signal, null));
                else if (!signal.IsFiring(batch.Now)) _insignificant.Remove((signal.Source, signal.Labels.Fingerprint));
                continue;
            }

            Judge(batch, rules, signal);
        }
    }

    /// <summary>Looks for what has not come, and lets go of what no rule asks for any longer.</summary>
    public void Tick(SignalBatch batch)
    {
        foreach (var absence in book.Current.Absent(_memory, batch.Now)) batch.GoesOn(absence);
        _memory.Forget(book.Current.ById, batch.Now);
        foreach (var (identity, until) in _insignificant)
        {
            if (until <= batch.Now) _insignificant.Remove(identity);
        }
    }

    /// <summary>Writes what was judged, inside the open transaction.</summary>
    public static void Store(OpsDb db, SignalBatch batch) => SignalLog.Append(db, batch.Now, batch.Judged);

    /// <summary>Whether there is anything that <see cref="FoldAsync"/> would write.</summary>
    public bool IsBehind => !_tally.IsEmpty;

    /// <summary>Writes what rules remember and have counted.</summary>
    public async Task FoldAsync(OpsDb db, CancellationToken stopping)
    {
        await _tally.WriteAsync(db, stopping);
        await StoredGroups.WriteAsync(db, [.. _memory.Groups.Where(group => group.IsChanged)], book.Current, stopping);
        foreach (var group in _memory.Groups) group.IsChanged = false;
    }

    /// <summary>Reads the rules, what they remember, and what has come within the times they count over.</summary>
    public async Task LoadAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        await book.RefreshAsync(stopping);
        _memory = new();
        _insignificant.Clear();
        var rules = book.Current;
        await StoredGroups.ReadAsync(db, _memory, rules, stopping);
        var reach = rules.All.Where(rule => rule is { Enabled: true, Test.Kind: TestKind.Count or TestKind.RateChange })
            .Select(rule => rule.Test.Kind == TestKind.Count ? rule.Test.Within : rule.Test.Within * (SignificanceTest.WindowsBefore + 1)).DefaultIfEmpty().Max();
        if (reach == default) return;
        await foreach (var past in SignalLog.SinceAsync(db, now - reach, now, stopping)) rules.Judge(past.Signal, _memory, past.At);
    }

    private bool Repeats(Signal signal, DateTimeOffset now)
    {
        var identity = (signal.Source, signal.Labels.Fingerprint);
        if (!_insignificant.TryGetValue(identity, out var until) || until <= now) return false;
        _insignificant[identity] = signal.EndsAt;
        return true;
    }

    private void Judge(SignalBatch batch, SignificanceRules rules, Signal signal)
    {
        var verdict = rules.Judge(signal, _memory, batch.Now);
        _tally.Note(verdict, batch.Now);
        batch.GoesOn(verdict);
        if (signal.Kind == SignalKind.State && verdict.IsSignificant) return;
        batch.Judged.Add(JudgedSignal.Of(batch.Now, signal, verdict));
        if (signal.Kind == SignalKind.State && _insignificant.Count < MaxHeld) _insignificant[(signal.Source, signal.Labels.Fingerprint)] = signal.EndsAt;
    }
}
