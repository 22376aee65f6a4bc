using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Mapping;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Mapping;

/// <summary>What rules make of one recent event.</summary>
/// <param name="Service">Null: unmapped.</param>
/// <param name="Rule">The place of the rule that decided, from 0; -1: none.</param>
public sealed record TriedEvent(EventNumber Number, string Title, LabelSet Labels, ServiceKey? Service, int Rule);

/// <summary>Tries rules, saved or not, on what has arrived lately.</summary>
public sealed class MappingTrial(IDbContextFactory<OpsDb> databases, Catalogue catalogue)
{
    /// <summary>How many recent events are looked at.</summary>
    public const int Most = 500;

    /// <summary>The newest events, unmapped ones first, each group newest first.</summary>
    public async Task<IReadOnlyList<TriedEvent>> RunAsync(IReadOnlyList<MappingRule> rules, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var recent = await db.Events.AsNoTracking().OrderByDescending(e => e.Number).Take(Most).Select(e => new { e.Number, e.Title, e.Labels }).ToListAsync(stopping);
        var mapping = ServiceMapping.Compile(rules, catalogue.Current);
        return [.. recent.Select(e =>
        {
            var service = mapping.Find(e.Labels, out var rule);
            return new TriedEvent(e.Number, e.Title, e.Labels, service, rule);
        }).OrderBy(tried => tried.Service is not null)];
    }

    /// <summary>The version of the rules in force, for who is going to change them; 0: the usual ones.</summary>
    public async Task<(IReadOnlyList<MappingRule> Rules, int Version)> RulesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var stored = await db.Set<StoredMapping>().AsNoTracking().SingleOrDefaultAsync(stopping);
        return stored is null ? (MappingRule.Usual, 0) : (stored.Rules, stored.Version);
    }
}
