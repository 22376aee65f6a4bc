using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Fingerprints;

/// <summary>An event that a source's signals made, as far as identity goes.</summary>
public sealed record SeenEvent(string Title, LabelSet Labels, Fingerprint Fingerprint);

/// <summary>A label of a source and how many values it was seen with.</summary>
public sealed record LabelUse(string Name, int Values);

/// <summary>What would be one and the same.</summary>
/// <param name="Labels">The labels they have in common.</param>
/// <param name="Identities">How many it would take the place of.</param>
/// <param name="Titles">Of some of them.</param>
/// <param name="Differing">Names of labels in which they differ; with those, that difference would be lost.</param>
public sealed record MergedIdentity(string Labels, int Identities, IReadOnlyList<string> Titles, IReadOnlyList<string> Differing);

/// <summary>What a rule would have made of the last events.</summary>
/// <param name="Before">How many different things they are now.</param>
/// <param name="After">How many they would have been.</param>
/// <param name="Merged">The largest unions first, a dozen at most.</param>
public sealed record TrialOutcome(int Before, int After, IReadOnlyList<MergedIdentity> Merged);

/// <summary>Tries a fingerprint rule on the last events of a source, exactly as the writer would use it.</summary>
public sealed class FingerprintTrial(IDbContextFactory<OpsDb> databases)
{
    /// <summary>So many of the last events are looked at.</summary>
    public const int Most = 2000;

    /// <summary>And so far back, in numbers: a source that hardly speaks must not make the database read everything.</summary>
    private const long Reach = 200_000;

    private const int MostMerged = 12;
    private const int MostTitles = 3;

    /// <summary>The last events of a source, newest first.</summary>
    public async Task<IReadOnlyList<SeenEvent>> SeenAsync(string source, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var newest = await db.Events.OrderByDescending(e => e.Number).Select(e => e.Number).FirstOrDefaultAsync(stopping);
        var oldest = new Domain.Detect.Events.EventNumber(Math.Max(0, newest.Value - Reach));
        return await db.Events.AsNoTracking().Where(e => e.Number > oldest && e.Source == source).OrderByDescending(e => e.Number).Take(Most)
            .Select(e => new SeenEvent(e.Title, e.Labels, e.Fingerprint)).ToListAsync(stopping);
    }

    /// <summary>Every label that was seen, by name.</summary>
    public static IReadOnlyList<LabelUse> Labels(IReadOnlyList<SeenEvent> seen) =>
        [.. seen.SelectMany(e => e.Labels).GroupBy(label => label.Name, StringComparer.Ordinal).Select(uses => new LabelUse(uses.Key, uses.Select(use => use.Value).Distinct(StringComparer.Ordinal).Count())).OrderBy(use => use.Name, StringComparer.Ordinal)];

    /// <summary>Null where that cannot be told: what a protocol chose as identity is not kept beside the labels.</summary>
    /// <param name="source">As it is now.</param>
    public static TrialOutcome? Run(FingerprintRule rule, IntakeSource source, IReadOnlyList<SeenEvent> seen)
    {
        var stays = rule.Basis == FingerprintBasis.Own && source.Fingerprint.Length == 0;
        if (rule.Basis == FingerprintBasis.Own && !stays && !SourceKinds.IdentifiesByAll(source.Kind)) return null;
        var after = seen.GroupBy(e => stays ? e.Fingerprint : rule.Identify(e.Labels).Fingerprint).ToList();
        var merged = after.Select(one => (One: one, Identities: one.Select(e => e.Fingerprint).Distinct().Count())).Where(union => union.Identities > 1)
            .OrderByDescending(union => union.Identities).Take(MostMerged).Select(union => Describe([.. union.One], union.Identities));
        return new TrialOutcome(seen.Select(e => e.Fingerprint).Distinct().Count(), after.Count, [.. merged]);
    }

    private static MergedIdentity Describe(List<SeenEvent> one, int identities)
    {
        var values = one.SelectMany(e => e.Labels).ToLookup(label => label.Name, StringComparer.Ordinal);
        var same = values.Where(of => of.Count() == one.Count && of.Select(label => label.Value).Distinct(StringComparer.Ordinal).Count() == 1).ToList();
        var differing = values.Select(of => of.Key).Except(same.Select(of => of.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var common = LabelSet.From(same.Select(of => of.First()));
        return new(common.Count > 0 ? common.ToString() : "no label in common", identities, [.. one.Select(e => e.Title).Distinct(StringComparer.Ordinal).Take(MostTitles)], [.. differing]);
    }
}
