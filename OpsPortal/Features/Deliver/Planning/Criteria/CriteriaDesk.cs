using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

/// <summary>Says what has to be true before a change begins: adds criteria, changes them, takes them away.</summary>
internal sealed class CriteriaDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Reads again whenever a criterion has changed.</summary>
    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.Readiness);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Criterion>> ListAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Criterion>().AsNoTracking().OrderBy(criterion => criterion.CreatedAt).ThenBy(criterion => criterion.Id).ToListAsync(stopping);
    }

    /// <remarks>Refused without <see cref="Permissions.ReadinessManage"/>, beyond <see cref="Criterion.Most"/>, for a team that is not known, and as <see cref="CriterionDraft.Check"/>.</remarks>
    public async Task<Outcome<Criterion>> AddAsync(Actor by, CriterionDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReadinessManage)) return Refusals.Forbidden(Permissions.ReadinessManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Criterion>().CountAsync(stopping) >= Criterion.Most) return ReadinessRefusals.TooMany();
        if (!await HasTeamAsync(db, draft, stopping)) return ReadinessRefusals.UnknownTeam();
        var outcome = Criterion.Create(draft, by.Name, clock.GetUtcNow());
        if (outcome is not Outcome<Criterion>.Done(var added)) return outcome;
        db.Add(added);
        return await SaveAsync(db, by, added, "readiness.criterion-added", null, Facts(added.Draft), stopping);
    }

    /// <remarks>Refused as <see cref="AddAsync"/>, and where it has changed since <paramref name="version"/> was seen (null: whatever it is now).</remarks>
    public async Task<Outcome<Criterion>> ChangeAsync(Actor by, Guid id, CriterionDraft draft, int? version, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReadinessManage)) return Refusals.Forbidden(Permissions.ReadinessManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Criterion>().SingleOrDefaultAsync(criterion => criterion.Id == id, stopping) is not { } found) return Refusals.NotFound("The criterion");
        if (version is { } seen && seen != found.Version) return ReadinessRefusals.Changed();
        if (!await HasTeamAsync(db, draft, stopping)) return ReadinessRefusals.UnknownTeam();
        var (before, outcome) = (Facts(found.Draft), found.Become(draft, by.Name, clock.GetUtcNow()));
        return outcome.Refusal is null ? await SaveAsync(db, by, found, "readiness.criterion-changed", before, Facts(found.Draft), stopping) : outcome;
    }

    /// <remarks>Refused without <see cref="Permissions.ReadinessManage"/>. What was shown for it stays in the audit trail.</remarks>
    public async Task<Outcome<Criterion>> RemoveAsync(Actor by, Guid id, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReadinessManage)) return Refusals.Forbidden(Permissions.ReadinessManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Criterion>().SingleOrDefaultAsync(criterion => criterion.Id == id, stopping) is not { } found) return Refusals.NotFound("The criterion");
        db.Remove(found);
        return await SaveAsync(db, by, found, "readiness.criterion-removed", Facts(found.Draft), null, stopping);
    }

    private async Task<Outcome<Criterion>> SaveAsync(OpsDb db, Actor by, Criterion criterion, string act, object? before, object? after, CancellationToken stopping)
    {
        db.Record(new Act(by, clock.GetUtcNow(), act, $"criterion {criterion.Id}", before, after));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ReadinessRefusals.Changed();
        }

        feed.Publish(ChangeKind.Readiness);
        feed.Publish(ChangeKind.Audit);
        return criterion;
    }

    private static async Task<bool> HasTeamAsync(OpsDb db, CriterionDraft draft, CancellationToken stopping) => draft.Team is not { } wanted || await db.Set<Team>().AnyAsync(team => team.Id == wanted, stopping);

    private static object Facts(CriterionDraft draft) => new { draft.Name, draft.Text, draft.Kind, draft.Environments, draft.Tiers, Holds = draft.Holds.ToString(), draft.Report, draft.Headroom, Team = draft.Team?.ToString(), draft.IsBinding };
}
