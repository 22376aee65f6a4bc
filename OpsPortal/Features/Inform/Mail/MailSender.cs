using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Mail;

/// <summary>Hands mail to the server. What the server refuses for good (5xx) is given up at once; what it puts off (4xx), and a server in trouble, is tried again.</summary>
internal sealed class MailSender(SmtpLine line, OutboxSeal seal, IOptions<MailOptions> options, TimeProvider clock) : IOutboxSender
{
    public const string MailKind = "mail";

    public string Kind => MailKind;

    public int AtOnce => options.Value.AtOnce;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        if (!options.Value.IsOn) return new(Succeeded: false, "Mail is switched off: OpsPortal:Mail:Host names no server.", Final: true);
        if (Letter.Parse(message.Content) is not { } letter || EmailAddress.Read(letter.To) is not Outcome<EmailAddress>.Done(var to)) return new(Succeeded: false, "The address is none that mail can be sent to.", Final: true);
        if (message.SealedSecret is { } kept)
        {
            if (seal.Open(kept) is not { } token) return new(Succeeded: false, "The token of this mail cannot be read any more.", Final: true);
            letter = letter.With(token);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(message.TimeOutSeconds));
        try
        {
            using var mime = Mime(message, letter, to);
            return new(Succeeded: true, await line.SendAsync(mime, patience.Token) is { Length: > 0 } said ? said : "accepted");
        }
        catch (SmtpCommandException no)
        {
            return new(Succeeded: false, string.Create(CultureInfo.InvariantCulture, $"{(int)no.StatusCode} {no.Message}"), Final: (int)no.StatusCode >= 500);
        }
        catch (AuthenticationException no)
        {
            return new(Succeeded: false, $"The mail server does not take the user and password of OpsPortal:Mail: {no.Message}");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(Succeeded: false, string.Create(CultureInfo.InvariantCulture, $"No answer from the mail server within {message.TimeOutSeconds} s."));
        }
        catch (Exception failure) when (failure is IOException or SocketException or SmtpProtocolException or SslHandshakeException or NotSupportedException or TimeoutException or MailKit.ServiceNotConnectedException)
        {
            return new(Succeeded: false, $"The mail server could not be reached: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public void Told()
    {
        // The pump tells whoever looks at the outbox; nothing else depends on a mail.
    }

    private MimeMessage Mime(OutboxMessage message, Letter letter, EmailAddress to)
    {
        var mail = options.Value;
        var mime = new MimeMessage
        {
            // Whatever was let in before: nothing in a header begins another one.
            Subject = OneLine.Of(letter.Subject),
            Date = clock.GetUtcNow(),

            // The same for every attempt, so that a server that has it already can tell.
            MessageId = $"{message.Id:N}@{mail.From[(mail.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
            Body = new MultipartAlternative { new TextPart("plain") { Text = letter.Text }, new TextPart("html") { Text = letter.Html } },
        };
        mime.From.Add(new MailboxAddress(mail.FromName, mail.From));
        mime.To.Add(new MailboxAddress("", to.Value));
        mime.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.OneClick.Length == 0) return mime;
        mime.Headers.Add("List-Unsubscribe", $"<{OneLine.Of(letter.OneClick)}>");
        mime.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return mime;
    }
}
