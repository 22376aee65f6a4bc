using System.Globalization;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;

namespace OpsPortal.Features.Improve.Reports.Schedules.Rest;

/// <summary>Which report is mailed, when and to whom.</summary>
/// <param name="Report">Its name, as <c>alert-quality</c>.</param>
/// <param name="Period">Seen from the day on which it is due.</param>
/// <param name="Service">The key of a service; empty: all.</param>
/// <param name="Team">The id of a team; empty: all.</param>
/// <param name="Compare">before, year or none.</param>
/// <param name="Day">Weekly: 1 for Monday to 7 for Sunday. Monthly: 1 to 31; in a shorter month its last day.</param>
/// <param name="At">Local, as 06:00.</param>
/// <param name="Zone">Of the time and of the report's days, as Europe/Berlin.</param>
/// <param name="Recipients">1 to 50 mail addresses.</param>
internal sealed record ScheduleBody(
    string Report = "", RelativePeriod Period = RelativePeriod.LastMonth, string Service = "", string Team = "", string Compare = "before",
    Rhythm Rhythm = Rhythm.Monthly, int Day = 1, string At = "06:00", string Zone = Zones.Utc, IReadOnlyList<string>? Recipients = null, bool Pdf = true, bool Excel = false)
{
    public Outcome<ReportScheduleDraft> Read()
    {
        if (!TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return new Refusal("report-schedule.invalid-time", "Write the time as 06:00.");
        return new ReportScheduleDraft { Report = Report, Period = Period, Service = Service, Team = Team, Compare = Compare, Timetable = new(Rhythm, Day, at, Zone), Recipients = Recipients ?? [], Pdf = Pdf, Excel = Excel };
    }

    public static ScheduleBody Of(ReportScheduleDraft plan) => new(
        plan.Report, plan.Period, plan.Service, plan.Team, plan.Compare, plan.Timetable.Rhythm, plan.Timetable.Day, plan.Timetable.At.ToString("HH:mm", CultureInfo.InvariantCulture), plan.Timetable.Zone, plan.Recipients, plan.Pdf, plan.Excel);
}

/// <summary>A schedule.</summary>
/// <param name="DueAt">Null: it is paused.</param>
/// <param name="Owner">Who answers for it: the report is made with what this person may see.</param>
/// <param name="Last">How the last sending went; null: nothing was sent yet.</param>
internal sealed record ScheduleItem(string Number, string Title, ScheduleBody Plan, DateTimeOffset? DueAt, string Owner, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, int Version, SendingOutcome? Last)
{
    public static ScheduleItem Of(ScheduleRow row) => new(
        row.Schedule.Number.ToString(), row.Title, ScheduleBody.Of(row.Schedule.Plan), row.Schedule.DueAt, row.Schedule.OwnerName, row.Schedule.CreatedAt, row.Schedule.ChangedAt, row.Schedule.ChangedBy, row.Schedule.Version, row.Last?.Outcome);
}

/// <summary>The mail to one recipient.</summary>
internal sealed record SentMailItem(string Address, MailState State, DateTimeOffset? EndedAt, string Said);

/// <param name="Size">In bytes.</param>
/// <param name="Href">Where it is had.</param>
internal sealed record SentFileItem(Guid Id, string Name, string ContentType, int Size, string Href);

/// <summary>A line of the history.</summary>
/// <param name="DueAt">The time of the timetable, or the moment when somebody pressed.</param>
/// <param name="AskedBy">Who pressed; empty: the timetable.</param>
/// <param name="From">The first local day that it is about; null: it was not made.</param>
/// <param name="Why">Why it was not made, or what went wrong; empty: nothing.</param>
internal sealed record SendingItem(Guid Id, DateTimeOffset DueAt, string AskedBy, SendingOutcome Outcome, DateTimeOffset? MadeAt, DateOnly? From, DateOnly? To, string Title, string Why, IReadOnlyList<SentMailItem> Mails, IReadOnlyList<SentFileItem> Files)
{
    public static SendingItem Of(ScheduleNumber number, SendingRow row) => new(
        row.Id, row.DueAt, row.AskedBy, row.Outcome, row.MadeAt, row.From, row.To, row.Title, row.Trouble,
        [.. row.Mails.Select(mail => new SentMailItem(mail.Address, mail.State, mail.EndedAt, mail.Said))],
        [.. row.Files.Select(file => new SentFileItem(file.Id, file.Name, file.ContentType, file.Size, ScheduleEndpoints.FileHref(number, row.Id, file.Id)))]);
}
