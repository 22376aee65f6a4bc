using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Schedules.Sending;

namespace OpsPortal.Features.Improve.Reports.Schedules.Acts;

/// <summary>Everything else that is done to a schedule. Each is refused as <see cref="ScheduleDesk.RunAsync"/>.</summary>
internal sealed class ScheduleActs(ScheduleDesk desk, MakeSending make)
{
    public Task<Outcome<ReportSchedule>> PauseAsync(Actor by, ScheduleNumber number, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "report-schedule.paused", (_, found, now) => Task.FromResult(found.Pause(by, now).Refusal), stopping);

    public Task<Outcome<ReportSchedule>> ResumeAsync(Actor by, ScheduleNumber number, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "report-schedule.resumed", (_, found, now) => Task.FromResult(found.Resume(by, now).Refusal), stopping);

    /// <summary>Removes it with its history. Mails that wait are not sent any more.</summary>
    public Task<Outcome<ReportSchedule>> DeleteAsync(Actor by, ScheduleNumber number, int? seen, CancellationToken stopping) =>
        desk.RunAsync(by, number, seen, "report-schedule.deleted", (db, found, _) =>
        {
            db.Remove(found);
            return Task.FromResult<Refusal?>(null);
        }, stopping);

    /// <summary>Sends it now, about the period as it is seen from now, whether it is paused or not; its timetable stays.</summary>
    public async Task<Outcome<ReportSchedule>> SendAsync(Actor by, ScheduleNumber number, CancellationToken stopping)
    {
        ReportSending? asked = null;
        var outcome = await desk.RunAsync(by, number, null, "report-schedule.sent-now", (db, found, now) =>
        {
            asked = ReportSending.Of(found, now, by.Name, now);
            db.Add(asked);
            return Task.FromResult<Refusal?>(null);
        }, stopping);

        // It is in the history already: if this process dies now, whoever comes next makes it.
        if (outcome.Refusal is null && asked is not null) await make.RunAsync(asked.Id, CancellationToken.None);
        return outcome;
    }
}

/// <summary>Sends again what failed: the same files to those who did not get them, or all of it where it could not be made.</summary>
internal sealed class SendAgain(ScheduleDesk desk, MakeSending make)
{
    /// <remarks>Refused as <see cref="ScheduleDesk.RunAsync"/>, for a sending that does not exist, and where nothing of it failed.</remarks>
    public async Task<Outcome<ReportSchedule>> RunAsync(Actor by, ScheduleNumber number, Guid sending, CancellationToken stopping)
    {
        var outcome = await desk.RunAsync(by, number, null, "report-schedule.sent-again", async (db, found, now) =>
        {
            if (await db.Set<ReportSending>().SingleOrDefaultAsync(one => one.Id == sending && one.Schedule == number, stopping) is not { } asked) return Refusals.NotFound("This line of the history");
            if (asked.Again(now)) return null;
            var failed = await db.Set<ReportMail>().Where(mail => mail.Sending == sending && mail.State == MailState.Failed).ToListAsync(stopping);
            if (failed.Count == 0) return ScheduleRefusals.NothingFailed();
            asked.Repeat();
            await make.PostAsync(db, found, asked, failed, now, stopping);
            return null;
        }, stopping);
        if (outcome.Refusal is not null) return outcome;
        make.Wake();
        await make.RunAsync(sending, CancellationToken.None);
        return outcome;
    }
}
