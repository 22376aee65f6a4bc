using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Schedules.Queries;

/// <summary>The read side of report schedules and of what was sent.</summary>
internal sealed class ScheduleQueries(IDbContextFactory<OpsDb> databases, ReportDocuments documents, IOptions<MailOptions> mail)
{
    /// <summary>Whether mail leaves the portal at all.</summary>
    public bool SendsMail => mail.Value.IsOn;

    /// <summary>Every schedule, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<ScheduleRow>> AllAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var schedules = await db.Set<ReportSchedule>().AsNoTracking().OrderBy(one => one.Number).ToListAsync(stopping);
        var sendings = db.Set<ReportSending>();
        var newest = await sendings.AsNoTracking().Where(one => !sendings.Any(later => later.Schedule == one.Schedule && later.DueAt > one.DueAt)).ToListAsync(stopping);
        var last = (await RowsAsync(db, newest, stopping)).GroupBy(row => row.Of).ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Row.Id).Row);
        return [.. schedules.Select(schedule => new ScheduleRow(schedule, Title(schedule), last.GetValueOrDefault(schedule.Number)))];
    }

    /// <summary>Null: there is none.</summary>
    public async Task<ScheduleRow?> FindAsync(ScheduleNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<ReportSchedule>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, stopping) is { } schedule
            ? new(schedule, Title(schedule), (await HistoryAsync(db, number, 1, stopping)).FirstOrDefault()) : null;
    }

    /// <summary>What was sent, the newest first: all that is kept.</summary>
    public async Task<IReadOnlyList<SendingRow>> HistoryAsync(ScheduleNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await HistoryAsync(db, number, ReportSending.MostKept, stopping);
    }

    /// <summary>A file as it was sent; null: there is none, or not of this schedule.</summary>
    public async Task<ReportFile?> FileAsync(ScheduleNumber number, Guid sending, Guid file, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<ReportFile>().AsNoTracking().Where(one => one.Id == file && one.Sending == sending && db.Set<ReportSending>().Any(line => line.Id == sending && line.Schedule == number)).SingleOrDefaultAsync(stopping);
    }

    private string Title(ReportSchedule schedule) => documents.Find(schedule.Plan.Report)?.Title ?? schedule.Plan.Report;

    private static async Task<IReadOnlyList<SendingRow>> HistoryAsync(OpsDb db, ScheduleNumber number, int most, CancellationToken stopping)
    {
        var lines = await db.Set<ReportSending>().AsNoTracking().Where(one => one.Schedule == number).OrderByDescending(one => one.DueAt).ThenByDescending(one => one.Id).Take(most).ToListAsync(stopping);
        return [.. (await RowsAsync(db, lines, stopping)).Select(row => row.Row)];
    }

    private static async Task<IReadOnlyList<(ScheduleNumber Of, SendingRow Row)>> RowsAsync(OpsDb db, IReadOnlyList<ReportSending> lines, CancellationToken stopping)
    {
        var ids = lines.Select(line => line.Id).ToArray();
        var mails = (await db.Set<ReportMail>().AsNoTracking().Where(one => ids.Contains(one.Sending)).OrderBy(one => one.Id).ToListAsync(stopping)).ToLookup(one => one.Sending, one => new SentMail(one.Address, one.State, one.EndedAt, one.Said));
        var files = (await db.Set<ReportFile>().Where(one => ids.Contains(one.Sending)).OrderBy(one => one.Name).Select(one => new { one.Sending, File = new SentFile(one.Id, one.Name, one.ContentType, one.Size) }).ToListAsync(stopping)).ToLookup(one => one.Sending, one => one.File);
        return [.. lines.Select(line => (line.Schedule, new SendingRow(line.Id, line.DueAt, line.AskedBy, line.State, line.MadeAt, line.From, line.To, line.Title, line.Why, [.. mails[line.Id]], [.. files[line.Id]])))];
    }
}
