using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Policies;

/// <summary>The approval policies as they are kept.</summary>
internal static class PolicyShelf
{
    /// <summary>The policies in force now.</summary>
    public static async Task<PolicyBook> ReadAsync(OpsDb db, CancellationToken stopping)
    {
        var kept = await db.Set<StoredPolicy>().AsNoTracking().Where(policy => policy.AdoptedAt != null).ToListAsync(stopping);
        var last = await db.Set<StoredPolicy>().MaxAsync(policy => (PolicyNumber?)policy.Number, stopping) ?? new(0);
        return PolicyBook.Of(kept.GroupBy(policy => policy.Number).Select(revisions => revisions.MaxBy(policy => policy.Revision)!).Where(policy => policy.Terms is not null).Select(Of), last);
    }

    /// <summary>One revision as it was adopted; null where it never was.</summary>
    public static async Task<PolicyRevision?> FindAsync(OpsDb db, PolicyReference policy, CancellationToken stopping) =>
        await db.Set<StoredPolicy>().AsNoTracking().SingleOrDefaultAsync(kept => kept.Number == policy.Number && kept.Revision == policy.Revision && kept.AdoptedAt != null && kept.Terms != null, stopping) is { } found ? Of(found) : null;

    /// <summary>What a portal begins with: one person for every change, two for production, and a separate executor where much can go wrong.</summary>
    /// <remarks>Adding them twice adds nothing. From then on they change only by proposals that others approve.</remarks>
    public static async Task BeginAsync(OpsDb db, DateTimeOffset at, CancellationToken stopping)
    {
        if (await db.Set<StoredPolicy>().AnyAsync(stopping)) return;
        ApproverGroup release = ApproverGroup.With(Duty.ReleaseManager), change = ApproverGroup.With(Duty.ChangeManager);
        PolicyTerms[] all =
        [
            new() { Name = "Every change", Stages = [new("Release", [new(release, 1)])], KnownAuthors = false },
            new() { Name = "Production", Scope = PolicyScope.Everything with { Tiers = [Tier.Production] }, Stages = [new("Production", [new(release, 1), new(change, 1)])] },
            new()
            {
                Name = "Much can go wrong", Scope = PolicyScope.Everything with { Tiers = [Tier.Production], Risks = [RiskLevel.High, RiskLevel.VeryHigh] },
                Stages = [new("Production", [new(release, 1), new(change, 1)])], ExecutorSeparate = true,
            },
        ];
        for (var place = 0; place < all.Length; place++)
            db.Add(new StoredPolicy { Number = new(place + 1), Revision = 1, Terms = all[place], ProposedBy = Party.Portal, ProposedAt = at, AdoptedAt = at });
        db.Record(new(Actor.Portal(Party.Portal.Name), at, "policies.begun", "approval policies", After: new { Policies = all.Select(terms => terms.Name) }));
        await db.SaveChangesAsync(stopping);
    }

    /// <summary>Drops the proposal of that name, if there is one that is being decided on, so that another can be made.</summary>
    /// <param name="subject">As <c>POL-3 revision 2</c>.</param>
    public static async Task DropAsync(OpsDb db, string subject, string why, DateTimeOffset at, CancellationToken stopping)
    {
        var open = await db.Set<StoredPolicy>().Where(policy => policy.AdoptedAt == null && policy.DroppedAt == null).ToListAsync(stopping);
        open.Find(policy => new PolicyReference(policy.Number, policy.Revision).ToString() == subject)?.Drop(why, at);
    }

    private static PolicyRevision Of(StoredPolicy kept) => new(kept.Number, kept.Revision, kept.Terms!, kept.ProposedBy.Name, kept.AdoptedAt!.Value);
}
