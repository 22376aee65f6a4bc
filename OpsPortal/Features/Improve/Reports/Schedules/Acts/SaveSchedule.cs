using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Schedules.Acts;

/// <summary>Sets a schedule up, or anew. Whoever saves it answers for it from then on: it is made with what this person may see.</summary>
internal sealed class SaveSchedule(ScheduleDesk desk, ReportDocuments documents)
{
    /// <param name="number">The schedule to change; null: a new one.</param>
    /// <param name="seen">The version that was edited; null: whatever it is now.</param>
    /// <remarks>Refused as <see cref="ScheduleDesk.RunAsync"/> and <see cref="ReportScheduleDraft.Check"/>, for a report, a team or a comparison that does not exist, and for a period that is none of the report.</remarks>
    public async Task<Outcome<ReportSchedule>> RunAsync(Actor by, ScheduleNumber? number, ReportScheduleDraft draft, int? seen, CancellationToken stopping)
    {
        if (ScheduleDesk.MayNot(by) is { } no) return no;
        if (draft.Check() is Outcome<ReportScheduleDraft>.Refused refused) return refused.Why;
        if (documents.Find(draft.Report) is null) return ScheduleRefusals.UnknownReport(draft.Report);
        if (Ask(draft, desk.Now) is not Outcome<ReportQuestion>.Done(var question)) return Ask(draft, desk.Now).Refusal!;
        if (ReportDocuments.Check(draft.Report, question.Period) is { } why) return why;
        return number is { } known
            ? await desk.RunAsync(by, known, seen, "report-schedule.edited", (_, found, now) => Task.FromResult(found.Edit(draft, by, now).Refusal), stopping)
            : await desk.EnterAsync(by, draft, stopping);
    }

    /// <summary>What the report is asked when it is due. Refused as <see cref="AskedReport.Read"/>.</summary>
    internal static Outcome<ReportQuestion> Ask(ReportScheduleDraft plan, DateTimeOffset due)
    {
        var zone = plan.Timetable.Zone;
        if (plan.Period.At(due, zone) is not Outcome<Domain.Improve.Measures.ReportPeriod>.Done(var period)) return ((Outcome<Domain.Improve.Measures.ReportPeriod>.Refused)plan.Period.At(due, zone)).Why;
        return new AskedReport($"{period.From:yyyy-MM-dd}", $"{period.To:yyyy-MM-dd}", zone, plan.Service, plan.Team, plan.Compare).Read(due, zone);
    }
}
