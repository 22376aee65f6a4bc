using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Estate.Mapping;

/// <summary>Puts another list of rules in place of the one in force. Refused where a rule cannot be, and where the list has changed since it was read.</summary>
public sealed class SetMappingRules(CatalogueDesk desk)
{
    /// <param name="version">Of the list as it was read; 0 where nobody had changed the usual rules.</param>
    /// <returns>The version now.</returns>
    public Task<Outcome<int>> RunAsync(Actor by, IReadOnlyList<MappingRule> rules, int version, CancellationToken stopping) =>
        desk.RunAsync<int>(by, async db =>
        {
            if (rules.Count > MappingRule.Most) return MappingRefusals.TooMany();
            if (rules.Select(rule => rule.Check()).FirstOrDefault(why => why is not null) is { } bad) return bad;
            var known = await db.Set<StoredMapping>().SingleOrDefaultAsync(stopping);
            if ((known?.Version ?? 0) != version) return MappingRefusals.ChangedMeanwhile();
            var before = known?.Rules ?? MappingRule.Usual;
            if (before.SequenceEqual(rules)) return version;
            if (known is null) db.Add(known = new StoredMapping());
            (known.Rules, known.ChangedBy) = (rules, by.Name);
            known.Version++;
            desk.Record(db, by, "service-mapping.changed", "service mapping", new { rules = before }, new { rules });
            return known.Version;
        }, MappingRefusals.ChangedMeanwhile(), stopping);
}
