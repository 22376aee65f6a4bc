using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Schedules.Sending;

/// <summary>Hands the mails of reports to the server, with the kept files attached, and writes into the history how each went.</summary>
internal sealed class ReportMailSender(IDbContextFactory<OpsDb> databases, MailPost post, ChangeFeed feed) : IOutboxSender
{
    public const string MailKind = "report.mail";

    public string Kind => MailKind;

    public int AtOnce => post.AtOnce;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        if (Letter.Parse(message.Content) is not { } letter) return new(Succeeded: false, "The mail cannot be read any more.", Final: true);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var files = await db.Set<ReportMail>().Where(mail => mail.Message == message.Id).Join(db.Set<ReportFile>(), mail => mail.Sending, file => file.Sending, (_, file) => file)
            .OrderBy(file => file.Name).Select(file => new Enclosure(file.Name, file.ContentType, file.Bytes)).ToListAsync(stopping);
        if (files.Count == 0) return new(Succeeded: false, "The schedule was deleted before this mail was sent.", Final: true);
        return await post.SendAsync(message, letter, files, stopping);
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public async Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping)
    {
        if (await db.Set<ReportMail>().SingleOrDefaultAsync(mail => mail.Message == message.Id, stopping) is not { } mail) return;
        mail.Settle(message.State switch { OutboxState.Sent => MailState.Sent, OutboxState.GivenUp => MailState.Failed, _ => MailState.Waiting }, delivery.Said, now);
    }

    public void Told() => feed.Publish(ChangeKind.ReportSchedules);
}
