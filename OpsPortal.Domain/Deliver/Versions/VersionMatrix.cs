namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>How long things may take before they count.</summary>
/// <param name="Quiet">A difference that lasts no longer is on its way: instances are replaced one by one, and not all report at once.</param>
/// <param name="Fresh">What was not seen for longer tells nothing of now.</param>
public sealed record VersionTerms(TimeSpan Quiet, TimeSpan Fresh)
{
    public static VersionTerms Default { get; } = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(24));
}

/// <summary>What was approved, deployed and seen, of every component in every environment.</summary>
public static class VersionMatrix
{
    /// <summary>Ordered by component, then by environment. A place appears as soon as anything is known of it.</summary>
    /// <param name="approved">The last of each place, or more; the latest counts.</param>
    /// <param name="deployed">The last that succeeded of each place, or more; after a rollback, the one that serves again.</param>
    /// <param name="underWay">Places where a deployment goes on: a difference there is on its way.</param>
    public static IReadOnlyList<VersionCell> Of(
        IReadOnlyCollection<(string Environment, VersionFact Fact)> approved,
        IReadOnlyCollection<(string Environment, VersionFact Fact)> deployed,
        IReadOnlyCollection<VersionObservation> observed,
        IReadOnlyCollection<(string Component, string Environment)> underWay,
        VersionTerms terms,
        DateTimeOffset now)
    {
        var approvals = ByPlace(approved);
        var deployments = ByPlace(deployed);
        var seen = observed.ToLookup(one => Place(one.Component.Name, one.Environment));
        var moving = underWay.Select(one => Place(one.Component, one.Environment)).ToHashSet();
        var names = approved.Concat(deployed).Select(one => (one.Fact.Component.Name, one.Environment)).Concat(observed.Select(one => (one.Component.Name, one.Environment)));
        return
        [
            .. names.DistinctBy(one => Place(one.Name, one.Environment)).OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Environment, StringComparer.OrdinalIgnoreCase).Select(one =>
            {
                var place = Place(one.Name, one.Environment);
                return Cell(one, approvals.GetValueOrDefault(place), deployments.GetValueOrDefault(place), [.. seen[place]], moving.Contains(place), terms, now);
            }),
        ];
    }

    private static VersionCell Cell((string Name, string Environment) where, VersionFact? approved, VersionFact? deployed, List<VersionObservation> observed, bool isMoving, VersionTerms terms, DateTimeOffset now)
    {
        var fresh = observed.Where(one => now - one.LastSeen <= terms.Fresh);

        // What a source saw before is over; only its last word tells of now.
        List<VersionObservation> current = [.. fresh.GroupBy(one => one.Source, StringComparer.Ordinal).Select(source => source.MaxBy(one => (one.LastSeen, one.FirstSeen))).OfType<VersionObservation>().OrderByDescending(one => one.LastSeen)];
        List<VersionFact> facts = [.. current.Select(one => new VersionFact(one.Component, one.FirstSeen, one.Source))];
        if (facts.Count == 0) return new(where.Name, where.Environment, approved, deployed, facts, Alignment.Unknown, null);
        var expected = VersionCell.Later(approved, deployed);
        var other = facts.Where(fact => !VersionCell.IsAs(expected, fact)).ToList();
        if (other.Count == 0) return new(where.Name, where.Environment, approved, deployed, facts, Alignment.Aligned, null);
        var since = other.Min(fact => expected is not null && expected.Since > fact.Since ? expected.Since : fact.Since);
        return new(where.Name, where.Environment, approved, deployed, facts, isMoving || now - since <= terms.Quiet ? Alignment.Settling : Alignment.Differs, since);
    }

    private static Dictionary<(string, string), VersionFact> ByPlace(IEnumerable<(string Environment, VersionFact Fact)> facts) =>
        facts.GroupBy(one => Place(one.Fact.Component.Name, one.Environment)).ToDictionary(place => place.Key, place => place.MaxBy(one => one.Fact.Since).Fact);

    private static (string, string) Place(string component, string environment) => (component, environment.ToUpperInvariant());
}
