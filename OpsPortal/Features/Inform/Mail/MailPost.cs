using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Inform.Mail;

/// <summary>A file that goes with a mail.</summary>
internal sealed record Enclosure(string Name, string ContentType, byte[] Bytes);

/// <summary>Hands one mail to the server. What the server refuses for good (5xx) is final; what it puts off (4xx), and a server in trouble, is worth another attempt.</summary>
internal sealed class MailPost(SmtpLine line, IOptions<MailOptions> options, TimeProvider clock)
{
    public int AtOnce => options.Value.AtOnce;

    public async Task<Delivery> SendAsync(OutboxMessage message, Letter letter, IReadOnlyList<Enclosure> files, CancellationToken stopping)
    {
        if (!options.Value.IsOn) return new(Succeeded: false, "Mail is switched off: OpsPortal:Mail:Host names no server.", Final: true);
        if (EmailAddress.Read(letter.To) is not Outcome<EmailAddress>.Done(var to)) return new(Succeeded: false, "The address is none that mail can be sent to.", Final: true);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(message.TimeOutSeconds));
        try
        {
            using var mime = Mime(message, letter, to, files);
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

    private MimeMessage Mime(OutboxMessage message, Letter letter, EmailAddress to, IReadOnlyList<Enclosure> files)
    {
        var mail = options.Value;
        var mime = new MimeMessage
        {
            // Whatever was let in before: nothing in a header begins another one.
            Subject = OneLine.Of(letter.Subject),
            Date = clock.GetUtcNow(),

            // The same for every attempt, so that a server that has it already can tell.
            MessageId = $"{message.Id:N}@{mail.From[(mail.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
            Body = Body(letter, files),
        };
        mime.From.Add(new MailboxAddress(mail.FromName, mail.From));
        mime.To.Add(new MailboxAddress("", to.Value));
        mime.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.OneClick.Length == 0) return mime;
        mime.Headers.Add("List-Unsubscribe", $"<{OneLine.Of(letter.OneClick)}>");
        mime.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return mime;
    }

    private static MimeEntity Body(Letter letter, IReadOnlyList<Enclosure> files)
    {
        var words = new MultipartAlternative { new TextPart("plain") { Text = letter.Text }, new TextPart("html") { Text = letter.Html } };
        if (files.Count == 0) return words;
        var all = new Multipart("mixed") { words };
        foreach (var file in files)
        {
            all.Add(new MimePart(ContentType.Parse(file.ContentType))
            {
                Content = new MimeContent(new MemoryStream(file.Bytes)),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                ContentTransferEncoding = ContentEncoding.Base64,
                FileName = file.Name,
            });
        }

        return all;
    }
}
