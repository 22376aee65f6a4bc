using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;
using ChangeKind = OpsPortal.Live.ChangeKind;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

/// <summary>A person shows that a criterion holds for a change, or that it does not, and answers for it.</summary>
internal sealed class GiveEvidence(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <remarks>Refused without <see cref="Permissions.ReadinessShow"/>, to whoever is not in the team that owns the criterion, for a change that is over, and as <see cref="ReadinessEvidence.Give"/>.</remarks>
    public async Task<Outcome<ReadinessEvidence>> RunAsync(Actor by, ChangeNumber number, Guid criterion, EvidenceDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReadinessShow)) return Refusals.Forbidden(Permissions.ReadinessShow);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } change) return Refusals.NotFound(number.ToString());
        if (ChangeLifecycle.IsOver(change.State)) return ChangeRefusals.NotEditable(change.State);
        if (await db.Set<Criterion>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == criterion, stopping) is not { } asked) return Refusals.NotFound("The criterion");
        if (await StrangerToAsync(db, by, asked, stopping) is { } why) return why;
        var now = clock.GetUtcNow();
        var outcome = ReadinessEvidence.Give(asked, number, change.Plan, draft, by, now);
        if (outcome is not Outcome<ReadinessEvidence>.Done(var given)) return outcome;
        db.Add(given);
        db.Record(new Act(by, now, "readiness.evidence-given", number.ToString(), null, new { Criterion = asked.Draft.Name, given.Holds, given.Text, given.Link, given.ExpiresAt, change.Revision }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Readiness);
        feed.Publish(ChangeKind.Audit);
        return given;
    }

    private static async Task<Refusal?> StrangerToAsync(OpsDb db, Actor by, Criterion criterion, CancellationToken stopping)
    {
        if (criterion.Draft.Team is not { } team) return null;
        if (await db.Set<TeamMember>().AnyAsync(member => member.Team == team && member.Person == by.Person, stopping)) return null;
        var name = await db.Teams.Where(known => known.Id == team).Select(known => known.Name).SingleOrDefaultAsync(stopping);

        // A team that is gone can answer for nothing; until somebody names another, everybody who may show may.
        return name is null ? null : ReadinessRefusals.NotInTeam(name);
    }
}
