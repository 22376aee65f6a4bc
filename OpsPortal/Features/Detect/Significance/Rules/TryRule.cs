using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>What a draft would have made of the past, beside what the present rules make of it.</summary>
/// <param name="Signals">How many signals it was tried on.</param>
/// <param name="IsPartial">There were more; the latest were taken.</param>
public sealed record RuleTrial(Rehearsal Rehearsal, int Signals, bool IsPartial);

/// <summary>Tries a rule on the signals of the last days before it is saved. Changes nothing.</summary>
public sealed class TryRule(IDbContextFactory<OpsDb> databases, RuleBook book, TimeProvider clock)
{
    public const int MostDays = 30;

    /// <summary>Most signals tried; more would keep the page waiting.</summary>
    public const int MostSignals = 200_000;

    /// <param name="by">Needs <see cref="Permissions.RulesRead"/>.</param>
    /// <param name="id">The rule that the draft replaces; null: it is added at the end.</param>
    public async Task<Outcome<RuleTrial>> RunAsync(Actor by, Guid? id, RuleDraft draft, int days, CancellationToken stopping)
    {
        if (!by.May(Permissions.RulesRead)) return Refusals.Forbidden(Permissions.RulesRead);
        var (present, now) = (book.Current, clock.GetUtcNow());
        var position = id is { } known && present.ById.TryGetValue(known, out var replaced) ? replaced.Position : present.All.Count + 1;
        var outcome = draft.ToRule(id ?? Guid.CreateVersion7(now), position, confirmed: true);
        if (outcome is not Outcome<SignificanceRule>.Done(var rule)) return ((Outcome<SignificanceRule>.Refused)outcome).Why;
        var changed = new SignificanceRules(present.All.Where(other => other.Id != id).Append(rule));
        var past = await PastAsync(now - TimeSpan.FromDays(Math.Clamp(days, 1, MostDays)), now, stopping);
        var partial = past.Count > MostSignals;
        var tried = partial ? past.GetRange(past.Count - MostSignals, MostSignals) : past;
        return new RuleTrial(await Task.Run(() => Rehearsal.Run(present, changed, tried), stopping), tried.Count, partial);
    }

    /// <summary>Everything in the signal log, and each beginning of an alert that became an event: that is not kept twice.</summary>
    private async Task<List<PastSignal>> PastAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var past = new List<PastSignal>();
        await foreach (var judged in SignalLog.SinceAsync(db, since, until, stopping)) past.Add(new(judged.At, judged.Signal));
        var raised = db.Events.AsNoTracking().Where(e => e.FirstSeenAt >= since && e.FirstSeenAt < until && e.Source != RecordEvent.Source).OrderByDescending(e => e.Number).Take(MostSignals)
            .Select(e => new { e.Source, e.Labels, e.Annotations, e.FirstSeenAt, e.StartsAt, e.EndsAt, e.GeneratorUrl });
        var known = past.Where(signal => signal.Signal.Kind == SignalKind.Record).Select(signal => (signal.Signal.Source, signal.Signal.Labels.Fingerprint)).ToHashSet();
        await foreach (var e in raised.AsAsyncEnumerable().WithCancellation(stopping))
        {
            if (!known.Contains((e.Source, e.Labels.Fingerprint))) past.Add(new(e.FirstSeenAt, new(e.Source, e.Labels, e.Annotations, e.StartsAt, e.EndsAt, EndIsAssumed: false, e.GeneratorUrl)));
        }

        past.Sort((one, other) => one.At.CompareTo(other.At));
        return past;
    }
}
