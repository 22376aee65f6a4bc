using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Audit;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>Raises the alarm where the next shift has begun and nobody has accepted what was signed, and ends it when somebody has. Running it twice raises none twice.</summary>
internal sealed class EscalateHandoffs(IDbContextFactory<OpsDb> databases, HandoffAlarm alarm, ChangeFeed feed, TimeProvider clock, ILogger<EscalateHandoffs> log) : IJob
{
    /// <summary>So long after its beginning the next shift may still be reading.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private static readonly Actor Portal = Actor.Portal("Handoffs");

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var begun = now - Grace;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var late = await db.Set<Handoff>().Where(handoff => (handoff.State == HandoffState.Signed || handoff.State == HandoffState.AskedBack) && handoff.EscalatedAt == null && handoff.Until < begun).OrderBy(handoff => handoff.Number).Take(100).ToListAsync(stopping);
        foreach (var handoff in late)
        {
            if (!await alarm.RaiseAsync(handoff, now, stopping)) continue;
            var before = HandoffDesk.Facts(handoff);
            handoff.Escalate(now);
            db.Record(new Act(Portal, now, "handoff.escalated", handoff.Number.ToString(), before, HandoffDesk.Facts(handoff)));
            log.NotAccepted(handoff.Number, handoff.TakerName, now - handoff.Until);
        }

        var over = await db.Set<Handoff>().Where(handoff => handoff.EscalatedAt != null && handoff.AlarmEndedAt == null && (handoff.State == HandoffState.Accepted || handoff.State == HandoffState.Draft)).Take(100).ToListAsync(stopping);
        foreach (var handoff in over)
        {
            if (await alarm.EndAsync(handoff, now, stopping)) handoff.EndAlarm(now);
        }

        if (late.Count + over.Count == 0) return;
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return; // Somebody accepted at this moment; the next run looks again.
        }

        feed.Publish(ChangeKind.Handoffs);
    }
}
