using Microsoft.Extensions.Options;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Inform.Posting;

/// <summary>Whom a message goes to.</summary>
/// <param name="Shown">The mail address, or the host.</param>
/// <param name="Sealed">For mail the token it carries, or null; for all others the sealed <see cref="PostTarget"/>.</param>
internal sealed record Addressee(DestinationKind Kind, string Shown, string? Sealed);

/// <summary>Makes the message for the outbox in the format of its destination.</summary>
internal sealed class BulletinMessages(IOptions<MailOptions> mail, IOptions<InformOptions> inform)
{
    public const string PostKind = "inform.post";

    private const int PostTimeOutSeconds = 15;

    public OutboxMessage Of(Bulletin bulletin, Addressee to, string about, DateTimeOffset now)
    {
        var byMail = to.Kind == DestinationKind.Mail;
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = byMail ? MailSender.MailKind : PostKind,
            About = about,
            Recipient = to.Shown,
            Subject = bulletin.Subject.Length <= OutboxMessage.MaxSubjectLength ? bulletin.Subject : bulletin.Subject[..OutboxMessage.MaxSubjectLength],
            Content = byMail ? BulletinLetter.Of(bulletin, to.Shown).ToJson() : BulletinPost.Of(bulletin, to.Kind, now),
            SealedSecret = to.Sealed,

            // Better told twice than never: a mail keeps its Message-ID, a webhook its id.
            Repeatable = true,
            MaxAttempts = byMail ? mail.Value.Attempts : inform.Value.PostAttempts,
            TimeOutSeconds = byMail ? (int)mail.Value.TimeOut.TotalSeconds : PostTimeOutSeconds,
            CreatedAt = now,
            DueAt = now,
        };
    }
}
