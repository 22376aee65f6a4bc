using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Print;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Schedules.Sending;

/// <summary>
/// Makes the report of a sending and puts it into the outbox: files, history and mails in one transaction. Whoever claims it first makes it; a portal that is
/// killed in the middle has sent nothing, and another takes it up when the claim has run out.
/// </summary>
internal sealed class MakeSending(IDbContextFactory<OpsDb> databases, ReportDocuments documents, SendingTools tools)
{
    public async Task RunAsync(Guid id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<ReportSending>().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { State: SendingState.Making } sending) return;
        var claimed = sending.Claim(tools.Now);
        if (!await SavedAsync(db, stopping) || !claimed) return;
        if (await db.Set<ReportSchedule>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == sending.Schedule, stopping) is not { } schedule) return;
        try
        {
            if (await MadeAsync(db, schedule, sending, stopping) is { } why)
            {
                sending.Refuse(why.Message);
                tools.Log.NotMade(schedule.Number, sending.DueAt, why.Message);
            }
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            db.Attach(sending);
            sending.Fail($"The portal could not make it: {failure.Message.ReplaceLineEndings(" ")}", tools.Now);
            tools.Log.Failed(failure, schedule.Number, sending.DueAt, sending.Attempts);
        }

        // Where somebody else has taken it up meanwhile, all of this is left to him.
        if (await SavedAsync(db, CancellationToken.None)) Wake();
    }

    /// <summary>There is something in the outbox.</summary>
    public void Wake() => tools.Feed.Publish(ChangeKind.Outbox);

    /// <summary>Puts a mail to each into the outbox, with the report as it was made.</summary>
    public async Task PostAsync(OpsDb db, ReportSchedule schedule, ReportSending sending, IReadOnlyList<ReportMail> mails, DateTimeOffset now, CancellationToken stopping)
    {
        // The words of the first mail are kept with it, so that a second one says the same.
        var earlier = mails.Select(mail => mail.Message).ToArray();
        var letters = await db.Set<OutboxMessage>().AsNoTracking().Where(message => earlier.Contains(message.Id)).ToDictionaryAsync(message => message.Id, message => Letter.Parse(message.Content), stopping);
        foreach (var mail in mails) db.Add(Message(schedule, mail, letters.GetValueOrDefault(mail.Message) ?? new(mail.Address, sending.Title, $"{sending.Title}\n", $"<p>{System.Net.WebUtility.HtmlEncode(sending.Title)}</p>"), now));
    }

    /// <summary>Null: it is made, and only has to be saved.</summary>
    private async Task<Refusal?> MadeAsync(OpsDb db, ReportSchedule schedule, ReportSending sending, CancellationToken stopping)
    {
        if (await OwnersNow.FindAsync(db, schedule.Owner, stopping) is not { } owner) return new("report-schedule.owner-gone", $"{schedule.OwnerName} answers for this schedule and may not sign in any more. Whoever saves it anew answers for it.");
        if (!owner.May(Permissions.ReportsRead)) return new("report-schedule.owner-may-not", $"{owner.Name} answers for this schedule and may not read reports any more ({Permissions.ReportsRead}). Whoever saves it anew answers for it.");
        if (SaveSchedule.Ask(schedule.Plan, sending.DueAt) is not Outcome<ReportQuestion>.Done(var question)) return SaveSchedule.Ask(schedule.Plan, sending.DueAt).Refusal;
        var outcome = await documents.ReadAsync(owner, schedule.Plan.Report, question, stopping);
        if (outcome is not Outcome<ReportDocument>.Done(var document)) return outcome.Refusal;
        var now = tools.Now;
        foreach (var format in Formats(schedule.Plan))
        {
            var file = await ReportDownload.MakeAsync(document, format, now, stopping);
            db.Add(new ReportFile { Id = Guid.CreateVersion7(now), Sending = sending.Id, Name = file.Name, ContentType = file.ContentType, Size = file.Bytes.Length, Bytes = file.Bytes });
        }

        foreach (var address in schedule.Plan.Recipients)
        {
            var mail = new ReportMail { Id = Guid.CreateVersion7(now), Sending = sending.Id, Address = address };
            db.Add(mail);
            db.Add(Message(schedule, mail, ReportLetter.Of(document, address, tools.Links.To(ReportDocuments.Href(document.Name, question)), Footer(schedule)), now));
        }

        var title = ReportLetter.Subject(document);
        sending.Made(title.Length <= 200 ? title : title[..200], document.Period, now);
        tools.Log.Made(schedule.Number, sending.DueAt, schedule.Plan.Recipients.Count);
        return null;
    }

    private OutboxMessage Message(ReportSchedule schedule, ReportMail mail, Letter letter, DateTimeOffset now)
    {
        var message = new OutboxMessage
        {
            Id = Guid.CreateVersion7(now),
            Kind = ReportMailSender.MailKind,
            About = schedule.Number.ToString(),
            Recipient = mail.Address,
            Subject = letter.Subject.Length <= OutboxMessage.MaxSubjectLength ? letter.Subject : letter.Subject[..OutboxMessage.MaxSubjectLength],
            Content = letter.ToJson(),

            // It keeps its Message-ID, so that a server that has it already can tell.
            Repeatable = true,
            MaxAttempts = tools.Mail.Attempts,
            TimeOutSeconds = (int)tools.Mail.TimeOut.TotalSeconds,
            CreatedAt = now,
            DueAt = now,
        };
        mail.Carried(message.Id);
        return message;
    }

    private string Footer(ReportSchedule schedule) => $"{schedule.OwnerName} has this report sent to you. The schedule is {schedule.Number}: {tools.Links.To($"/reports/schedules/{schedule.Number}")}";

    private static IEnumerable<ReportFormat> Formats(ReportScheduleDraft plan)
    {
        if (plan.Pdf) yield return ReportFormat.Pdf;
        if (plan.Excel) yield return ReportFormat.Excel;
    }

    /// <summary>False: somebody else has it, or it was deleted.</summary>
    private async Task<bool> SavedAsync(OpsDb db, CancellationToken stopping)
    {
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        tools.Feed.Publish(ChangeKind.ReportSchedules);
        return true;
    }
}
