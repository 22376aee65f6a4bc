using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People.Directory;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Policies.Watching;

/// <summary>Tells those who may change policies, once, that one cannot be met by those who are here, and again when that is over. Running it twice tells nothing twice.</summary>
internal sealed class WatchPolicies(IDbContextFactory<OpsDb> databases, ApprovalMail mail, InformLinks links, ChangeFeed feed, TimeProvider clock) : IJob
{
    private static readonly Duty[] MayChange = [.. Enum.GetValues<Duty>().Where(duty => Domain.People.Duties.Permits(duty).Contains(Permissions.PoliciesWrite))];

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var policies = (await PolicyShelf.ReadAsync(db, stopping)).Policies;
        var unmet = Satisfiability.Find(policies, await Colleagues.ReadAsync(db, [], stopping));
        var told = await db.Set<UnmetPolicy>().ToListAsync(stopping);
        List<UnmetPolicy> found = [.. unmet.Where(one => !told.Exists(kept => kept.Number == one.Policy.Number)).Select(one => new UnmetPolicy { Number = one.Policy.Number, Since = now, Why = OneLine.Of(one.Why.Message, UnmetPolicyConfiguration.MaxWhyLength) })];
        List<UnmetPolicy> over = [.. told.Where(kept => !unmet.Any(one => one.Policy.Number == kept.Number))];
        db.AddRange(found);
        db.RemoveRange(over);
        await TellAsync(db, found, "policy.unmet", "too few people can approve", one => $"{one.Number}: {one.Why} Until somebody has the duty, or the policy is changed, what it decides on cannot be approved.", now, stopping);
        await TellAsync(db, over, "policy.met-again", "enough people again", one => $"{one.Number} {(policies.Any(policy => policy.Number == one.Number) ? "can be met again" : "is given up")}. Since {one.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC it could not be: {one.Why}", now, stopping);
        if (!db.ChangeTracker.HasChanges()) return;
        try
        {
            await db.SaveChangesAsync(stopping);
            feed.Publish(ChangeKind.Changes);
        }
        catch (DbUpdateException)
        {
            return; // another node told it at the same moment; the next run looks again
        }
    }

    /// <summary>One mail about all of them.</summary>
    private async Task TellAsync(OpsDb db, List<UnmetPolicy> which, string act, string said, Func<UnmetPolicy, string> explain, DateTimeOffset now, CancellationToken stopping)
    {
        if (which.Count == 0) return;
        foreach (var one in which) db.Record(new(Actor.Portal(Party.Portal.Name), now, act, one.Number.ToString(), null, new { one.Why }));
        var people = await db.Set<DutyGrant>().AsNoTracking().Where(grant => MayChange.Contains(grant.Duty)).Select(grant => grant.Person).Distinct().ToListAsync(stopping);
        var names = string.Join(", ", which.OrderBy(one => one.Number.Value).Select(one => one.Number.ToString()));
        await mail.TellAsync(db, people, new(act, $"Approval {(which.Count == 1 ? "policy" : "policies")} {names}: {said}", [.. which.Select(explain)], []) { Link = links.To("/approvals/policies"), LinkText = "Open the policies" }, which[0].Number.ToString(), now, stopping);
    }
}
