using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Schedules.Acts;

/// <summary>What every act on a report schedule has in common: the right is checked, the schedule loaded, the domain asked, the answer saved with its audit entry, and everyone who looks is told.</summary>
internal sealed class ScheduleDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<ScheduleDesk> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Refused without <see cref="Permissions.ReportsSchedule"/>, without <see cref="Permissions.ReportsRead"/>, and where there is no such schedule.</summary>
    /// <param name="seen">The version the actor saw; null: whatever it is now.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work; may run more than once, each time on a fresh schedule.</param>
    public async Task<Outcome<ReportSchedule>> RunAsync(Actor by, ScheduleNumber number, int? seen, string act, Func<OpsDb, ReportSchedule, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (MayNot(by) is { } no) return no;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<ReportSchedule>().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            var (now, before) = (Now, Facts(found));
            if ((seen is { } version && version != found.Version ? ScheduleRefusals.ChangedMeanwhile() : await decide(db, found, now)) is { } why)
            {
                log.Refused(act, number, by.Name, why.Code);
                return why;
            }

            db.Record(new Act(by, now, act, number.ToString(), before, db.Entry(found).State == EntityState.Deleted ? null : Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else saved in between, or it became due: what holds now decides.
                continue;
            }

            Told(by, number, act);
            return found;
        }
    }

    /// <summary>A new schedule is numbered, saved and told.</summary>
    public async Task<Outcome<ReportSchedule>> EnterAsync(Actor by, ReportScheduleDraft draft, CancellationToken stopping)
    {
        if (MayNot(by) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<ReportSchedule>().CountAsync(stopping) >= ReportSchedule.Most) return ScheduleRefusals.TooMany();
        var now = Now;
        var outcome = ReportSchedule.Enter(new(await Numbers.NextAsync(db, "RSC", stopping)), draft, by, now);
        if (outcome is not Outcome<ReportSchedule>.Done(var entered)) return outcome;
        db.Add(entered);
        db.Record(new Act(by, now, "report-schedule.entered", entered.Number.ToString(), null, Facts(entered)));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        Told(by, entered.Number, "report-schedule.entered");
        return entered;
    }

    /// <summary>Null: this actor may say which reports are mailed.</summary>
    public static Refusal? MayNot(Actor by) =>
        !by.May(Permissions.ReportsSchedule) ? Refusals.Forbidden(Permissions.ReportsSchedule)
        : !by.May(Permissions.ReportsRead) ? Refusals.Forbidden(Permissions.ReportsRead)
        : null;

    private void Told(Actor by, ScheduleNumber number, string act)
    {
        feed.Publish(ChangeKind.ReportSchedules);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    /// <summary>What the audit trail keeps.</summary>
    private static object Facts(ReportSchedule one) => new { one.Plan, Owner = one.OwnerName, one.IsPaused };
}
