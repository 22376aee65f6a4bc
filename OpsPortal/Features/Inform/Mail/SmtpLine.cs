using System.Collections.Concurrent;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace OpsPortal.Features.Inform.Mail;

/// <summary>Connections to the mail server. One that has just sent is used again for a short while, so that a thousand mails are not a thousand greetings.</summary>
internal sealed class SmtpLine(IOptions<MailOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<(SmtpClient Client, long Since)> _open = [];

    /// <exception cref="MailKit.CommandException">The server said no.</exception>
    /// <exception cref="IOException">The server could not be reached, or hung up.</exception>
    public async Task<string> SendAsync(MimeMessage message, CancellationToken stopping)
    {
        var client = await ConnectedAsync(stopping);
        try
        {
            var said = await client.SendAsync(message, stopping);
            _open.Add((client, clock.GetTimestamp()));
            return said;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_open.TryTake(out var one)) one.Client.Dispose();
    }

    private async Task<SmtpClient> ConnectedAsync(CancellationToken stopping)
    {
        while (_open.TryTake(out var one))
        {
            if (one.Client.IsConnected && clock.GetElapsedTime(one.Since) < Idle) return one.Client;
            one.Client.Dispose();
        }

        var mail = options.Value;
        var client = new SmtpClient { Timeout = (int)mail.TimeOut.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(mail.Host, mail.Port, mail.Security switch
            {
                MailSecurity.None => SecureSocketOptions.None,
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTls,
            }, stopping);
            if (mail.User.Length > 0) await client.AuthenticateAsync(mail.User, mail.Password, stopping);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
