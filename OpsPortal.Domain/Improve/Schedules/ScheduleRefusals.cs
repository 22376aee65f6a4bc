using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>Every expected no of a report schedule, in the words people read.</summary>
public static class ScheduleRefusals
{
    public static Refusal BadRhythm() => new("report-schedule.invalid-rhythm", "It is sent daily, weekly or monthly.");

    public static Refusal BadPeriod() => new("report-schedule.invalid-period", "Choose one of the periods that are offered.");

    public static Refusal UnknownZone(string zone) => new("report-schedule.invalid-zone", $"There is no time zone {OneLine.Of(zone, Zones.MaxLength)}. Name one as Europe/Berlin.");

    public static Refusal BadWeekday() => new("report-schedule.invalid-day", "A day of the week is a number from 1 for Monday to 7 for Sunday.");

    public static Refusal BadDayOfMonth() => new("report-schedule.invalid-day", "A day of the month is a number from 1 to 31; in a shorter month it is its last day.");

    public static Refusal NoRecipient() => new("report-schedule.invalid-recipients", "Say whom it is sent to: one mail address at least.");

    public static Refusal TooManyRecipients() => new("report-schedule.invalid-recipients", $"It is sent to {ReportScheduleDraft.MostRecipients} addresses at most; for more, use a list of your mail server.");

    public static Refusal BadRecipient(string address) => new("report-schedule.invalid-recipients", $"{OneLine.Of(address, 80)} is not one plain mail address such as ada@example.org.");

    public static Refusal NoFormat() => new("report-schedule.invalid-format", "Choose PDF, Excel or both.");

    public static Refusal UnknownReport(string name) => new("report-schedule.invalid-report", $"There is no report {OneLine.Of(name, ReportScheduleDraft.MaxReportLength)}.");

    public static Refusal NobodyAnswers() => new("report-schedule.no-owner", "A schedule needs a person who answers for it; this key has none.");

    public static Refusal PausedAlready() => new("report-schedule.paused-already", "It is paused already.");

    public static Refusal NotPaused() => new("report-schedule.not-paused", "It is not paused.");

    public static Refusal ChangedMeanwhile() => new("report-schedule.changed-meanwhile", "Somebody changed this meanwhile. Look again, then decide.");

    public static Refusal NothingFailed() => new("report-schedule.nothing-failed", "Nothing of this failed; it is not sent twice.");

    public static Refusal TooMany() => new("report-schedule.too-many", $"There are {ReportSchedule.Most} schedules, and there can be no more. Delete one that nobody needs.");
}
