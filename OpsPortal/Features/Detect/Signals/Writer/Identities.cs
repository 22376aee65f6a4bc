using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Gives signals the identity that their source's <see cref="FingerprintRule"/> says. Owned by the writer, so that no signal falls between two rules.</summary>
internal sealed class Identities
{
    private const int Part = 2000;

    private FrozenDictionary<string, FingerprintRule> _rules = FrozenDictionary<string, FingerprintRule>.Empty;

    public async Task LoadAsync(OpsDb db, CancellationToken stopping)
    {
        var stored = await db.Set<IntakeSource>().AsNoTracking().Where(source => source.Fingerprint != "").Select(source => new { source.Name, source.Fingerprint }).ToListAsync(stopping);
        _rules = stored.ToFrozenDictionary(source => source.Name, source => FingerprintRule.Parse(source.Fingerprint), StringComparer.Ordinal);
    }

    public IEnumerable<Signal> Identify(IReadOnlyList<Signal> signals) => _rules.Count == 0 ? signals : signals.Select(Identify);

    /// <summary>
    /// Brings the open events of a source in line with its present rule: each is known by its new identity from now on, and where several
    /// become one the oldest goes on and the others end.
    /// </summary>
    public static async Task RenewAsync(OpsDb db, string name, DateTimeOffset now, CancellationToken stopping)
    {
        // Repeats that are not in their rows yet would otherwise overwrite how an event ended.
        await TouchLog.ReplayAsync(db, stopping);
        if (await db.Set<IntakeSource>().AsNoTracking().SingleOrDefaultAsync(source => source.Name == name, stopping) is not { } source) return;
        var rule = FingerprintRule.Parse(source.Fingerprint);

        // What a protocol chose is not kept beside the labels: back to that, what still holds has to come as a new event.
        var isKnown = rule.Basis != FingerprintBasis.Own || SourceKinds.IdentifiesByAll(source.Kind);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var goesOn = new Dictionary<Fingerprint, EventNumber>();
        var last = new EventNumber(0);
        while (true)
        {
            var part = await db.Events.Where(e => e.Source == name && e.Number > last && (e.Condition == Condition.Firing || (e.State != EventState.Closed && e.State != EventState.Resolved)))
                .OrderBy(e => e.Number).Take(Part).ToListAsync(stopping);
            if (part.Count == 0) break;
            foreach (var e in part)
            {
                if (isKnown) e.Fingerprint = rule.Identify(e.Labels).Fingerprint;
                if (e.Condition == Condition.Firing && !(isKnown && goesOn.TryAdd(e.Fingerprint, e.Number))) e.Clear(now, Why(name, goesOn.GetValueOrDefault(e.Fingerprint)), now);
                db.EventEntries.AddRange(e.NewEntries);
            }

            await db.SaveChangesAsync(stopping);
            db.ChangeTracker.Clear();
            last = part[^1].Number;
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private static string Why(string source, EventNumber goesOn) =>
        goesOn.Value > 0 ? $"one with {goesOn} since the fingerprint rule of {source} changed" : $"the fingerprint rule of {source} changed; what still holds comes as a new event";

    private Signal Identify(Signal signal)
    {
        if (!_rules.TryGetValue(signal.Source, out var rule)) return signal;
        var labels = rule.Identify(signal.Labels);
        return ReferenceEquals(labels, signal.Labels) ? signal : signal with { Labels = labels };
    }
}
