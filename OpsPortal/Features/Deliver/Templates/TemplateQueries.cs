using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Templates;

/// <summary>A template as it stands.</summary>
/// <param name="ApprovedBy">Names, in the order in which they approved.</param>
public sealed record TemplateView(ChangeTemplate Template, TemplateState State, IReadOnlyList<string> ApprovedBy);

/// <summary>A revision that is being decided on.</summary>
/// <param name="Now">What the template says now; null: nothing of that key is in force.</param>
public sealed record TemplateProposal(ChangeTemplate Template, TemplateTerms? Now, ApprovalRound Round, ApprovalSubject Subject);

/// <summary>The read side of templates.</summary>
internal sealed class TemplateQueries(IDbContextFactory<OpsDb> databases, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Of each key the revision in force, or the last that was, or where none ever was the last that was proposed and is asked about no more; by key.</summary>
    public async Task<IReadOnlyList<TemplateView>> AllAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<ChangeTemplate>().AsNoTracking().Where(template => template.ApprovedAt != null || template.DroppedAt != null).ToListAsync(stopping);
        List<ChangeTemplate> shown = [.. kept.GroupBy(template => template.Key, StringComparer.Ordinal).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => of.OrderByDescending(template => template.IsInForce(now)).ThenByDescending(template => template.ApprovedAt is not null).ThenByDescending(template => template.Revision).First())];
        var rounds = (await RoundsAsync(db, shown, stopping)).ToDictionary(round => round.Subject, StringComparer.Ordinal);
        return [.. shown.Select(template => new TemplateView(template, template.StateAt(now), Names(rounds.GetValueOrDefault(template.Name))))];
    }

    /// <summary>Revisions that are being decided on, the oldest first.</summary>
    public async Task<IReadOnlyList<TemplateProposal>> ProposalsAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var open = await db.Set<ChangeTemplate>().AsNoTracking().Where(template => template.ApprovedAt == null && template.DroppedAt == null).OrderBy(template => template.ProposedAt).ToListAsync(stopping);
        var views = new List<TemplateProposal>();
        foreach (var round in await RoundsAsync(db, open, stopping))
        {
            if (open.Find(template => template.Name == round.Subject) is not { } template) continue;
            var current = await TemplateShelf.InForceAsync(db, template.Key, now, stopping);
            views.Add(new(template, current?.Terms, round, await TemplateShelf.SubjectAsync(db, template, round, catalogue.Current, stopping)));
        }

        return views;
    }

    /// <summary>Those that changes may follow now, by key.</summary>
    public async Task<IReadOnlyList<ChangeTemplate>> InForceAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<ChangeTemplate>().AsNoTracking().Where(template => template.ApprovedAt != null && template.WithdrawnAt == null).OrderBy(template => template.Key).ThenBy(template => template.Revision).ToListAsync(stopping);
        return [.. kept.Where(template => template.IsInForce(now))];
    }

    /// <summary>One revision, whatever became of it; null where there is none.</summary>
    public async Task<ChangeTemplate?> FindAsync(TemplateReference named, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<ChangeTemplate>().AsNoTracking().SingleOrDefaultAsync(template => template.Key == named.Key && template.Revision == named.Revision, stopping);
    }

    private static async Task<List<ApprovalRound>> RoundsAsync(OpsDb db, List<ChangeTemplate> templates, CancellationToken stopping)
    {
        List<string> names = [.. templates.Select(template => template.Name)];
        return await db.Set<ApprovalRound>().AsNoTracking().Include(round => round.Decisions.OrderBy(decision => decision.Place)).Where(round => names.Contains(round.Subject)).OrderBy(round => round.RequestedAt).ToListAsync(stopping);
    }

    private static IReadOnlyList<string> Names(ApprovalRound? round) => round is null ? [] : [.. round.Decisions.Where(decision => decision.Kind == DecisionKind.Approve).Select(decision => decision.By.Name)];
}
