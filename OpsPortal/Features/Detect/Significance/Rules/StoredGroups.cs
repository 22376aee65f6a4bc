using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>What rules remember of groups, at rest.</summary>
internal static class StoredGroups
{
    private const int Part = 1000;

    public static async Task ReadAsync(OpsDb db, SignificanceMemory memory, SignificanceRules rules, CancellationToken stopping)
    {
        await foreach (var stored in db.Set<StoredGroup>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stopping))
        {
            if (rules.ById.ContainsKey(stored.Rule)) memory.Restore(new(stored.Rule, stored.Labels) { FirstAt = stored.FirstAt, LastAt = stored.LastAt });
        }
    }

    /// <summary>Writes groups that have changed, and forgets those of rules that no longer are.</summary>
    public static async Task WriteAsync(OpsDb db, IReadOnlyList<GroupMemory> groups, SignificanceRules rules, CancellationToken stopping)
    {
        foreach (var part in groups.Chunk(Part))
        {
            var ids = part.Select(group => group.Rule).Distinct().ToList();
            var prints = part.Select(group => group.Labels.Fingerprint).ToList();
            var known = await db.Set<StoredGroup>().Where(stored => ids.Contains(stored.Rule) && EF.Parameter(prints).Contains(stored.Group)).ToDictionaryAsync(stored => (stored.Rule, stored.Group), stopping);
            foreach (var group in part)
            {
                if (known.TryGetValue((group.Rule, group.Labels.Fingerprint), out var stored)) stored.LastAt = group.LastAt;
                else db.Add(new StoredGroup { Rule = group.Rule, Group = group.Labels.Fingerprint, Labels = group.Labels, FirstAt = group.FirstAt, LastAt = group.LastAt });
            }

            await db.SaveChangesAsync(stopping);
            db.ChangeTracker.Clear();
        }

        var present = rules.ById.Keys.ToList();
        await db.Set<StoredGroup>().Where(stored => !present.Contains(stored.Rule)).ExecuteDeleteAsync(stopping);
    }
}
