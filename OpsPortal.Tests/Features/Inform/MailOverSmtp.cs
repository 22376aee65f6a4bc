using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Peers;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>Mail as a real SMTP server gets it, and what comes of its answers.</summary>
public sealed class MailOverSmtp(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task A_mail_has_both_forms_one_click_and_a_token_that_was_sealed()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var bench = await InformBench.StartAsync(database, smtp.Settings());
        var bulletin = new Bulletin("t", "Überraschung: 1 < 2", ["Für <alle> & jeden.\nZweite Zeile."], []) { EndLink = $"https://status.example.org/status/unsubscribe/{Letter.Token}", IsMailing = true, Footer = "Because." };
        var message = await PutAsync(bench, bulletin, "ada@example.org", bench.Get<OutboxSeal>().Seal("s3cret-token"));
        Assert.DoesNotContain("s3cret", message.Content + message.Subject, StringComparison.Ordinal);
        await bench.SendAsync();
        var mail = await smtp.WaitAsync("ada@example.org", "Überraschung");
        Assert.Equal("Überraschung: 1 < 2", mail.Subject);
        Assert.Contains("Für <alle> & jeden.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;alle&gt; &amp; jeden.<br>Zweite", mail.Html, StringComparison.Ordinal);
        Assert.Contains("https://status.example.org/status/unsubscribe/s3cret-token", mail.Text, StringComparison.Ordinal);
        Assert.Equal(("<https://status.example.org/status/unsubscribe/s3cret-token>", "List-Unsubscribe=One-Click"), (mail.Headers["List-Unsubscribe"].Trim(), mail.Headers["List-Unsubscribe-Post"]));
        Assert.Equal(($"<{message.Id:N}@example.org>", "auto-generated"), (mail.Headers["Message-Id"], mail.Headers["Auto-Submitted"]));
        Assert.Equal(OutboxState.Sent, (await bench.MessagesAsync())[0].State);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_given_up_and_what_is_put_off_is_tried_again()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var bench = await InformBench.StartAsync(database, smtp.Settings());
        await PutAsync(bench, new("t", "One", ["Text."], []), "gone@example.org");
        await PutAsync(bench, new("t", "Two", ["Text."], []), "busy@example.org");
        await bench.SendAsync();
        var (gone, busy) = ((await bench.MessagesAsync())[0], (await bench.MessagesAsync())[1]);
        Assert.Equal((OutboxState.GivenUp, 1), (gone.State, gone.Attempts));
        Assert.StartsWith("550", gone.LastError, StringComparison.Ordinal);
        Assert.Equal((OutboxState.Waiting, 1), (busy.State, busy.Attempts));
        Assert.StartsWith("451", busy.LastError, StringComparison.Ordinal);
        smtp.Open();
        bench.Clock.Advance(TimeSpan.FromSeconds(3));
        await bench.SendAsync();
        await smtp.WaitAsync("busy@example.org", "Two");
        Assert.Equal(OutboxState.Sent, (await bench.MessagesAsync())[1].State);
    }

    [Fact]
    public async Task Nothing_in_a_header_begins_another_one_whatever_was_let_in()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var bench = await InformBench.StartAsync(database, smtp.Settings());
        await PutAsync(bench, new("t", "Hello\r\nBcc: all@example.org\r\nX-Evil: yes", ["Text."], []), "ada@example.org");
        await PutAsync(bench, new("t", "Twice", ["Text."], []), "ada@example.org\r\nRCPT TO:<all@example.org>");
        await bench.SendAsync();
        var mail = Assert.Single(smtp.Mails);
        Assert.DoesNotContain("X-Evil", mail.Headers.Keys);
        Assert.DoesNotContain("Bcc", mail.Headers.Keys);
        Assert.Equal(OutboxState.GivenUp, (await bench.MessagesAsync()).Single(message => message.Subject == "Twice").State);
    }

    [Fact]
    public async Task A_server_that_takes_too_long_or_is_not_there_is_asked_again_later()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var slow = await InformBench.StartAsync(database, new Dictionary<string, string?>(smtp.Settings()) { ["OpsPortal:Mail:TimeOut"] = "00:00:01" });
        await PutAsync(slow, new("t", "One", ["Text."], []), "slow@example.org");
        await slow.SendAsync();
        var late = Assert.Single(await slow.MessagesAsync());
        Assert.Equal((OutboxState.Waiting, "No answer from the mail server within 1 s."), (late.State, late.LastError));

        await using var away = await InformBench.StartAsync(database, new Dictionary<string, string?>(smtp.Settings()) { ["OpsPortal:Mail:Port"] = Places.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await PutAsync(away, new("t", "One", ["Text."], []), "ada@example.org");
        await away.SendAsync();
        var nobody = Assert.Single(await away.MessagesAsync());
        Assert.Equal(OutboxState.Waiting, nobody.State);
        Assert.Contains("could not be reached", nobody.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_mail_is_given_up_and_says_why()
    {
        await using var bench = await InformBench.StartAsync(database);
        await PutAsync(bench, new("t", "One", ["Text."], []), "ada@example.org");
        await bench.SendAsync();
        Assert.Contains("switched off", Assert.Single(await bench.MessagesAsync()).LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", 0, "", true)]
    [InlineData("mail.example.org", "portal@example.org", 587, "", true)]
    [InlineData("mail.example.org", "", 587, "From", false)]
    [InlineData("mail.example.org", "portal@example.org\r\nBcc: a@b", 587, "From", false)]
    [InlineData("not a host", "portal@example.org", 587, "Host", false)]
    [InlineData("mail.example.org", "portal@example.org", 0, "Port", false)]
    public void A_wrong_setting_stops_the_start_and_is_named(string host, string from, int port, string named, bool right)
    {
        var result = new MailOptionsValidator().Validate(null, new() { Host = host, From = from, Port = port });
        Assert.Equal(right, result.Succeeded);
        if (!right) Assert.Contains($"OpsPortal:Mail:{named}", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_sent_readable_to_another_machine()
    {
        var options = new MailOptions { Host = "mail.example.org", From = "portal@example.org", User = "u", Password = "p", Security = MailSecurity.None };
        Assert.Contains("Security", new MailOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static async Task<OutboxMessage> PutAsync(InformBench bench, Bulletin bulletin, string to, string? token = null)
    {
        var message = bench.Get<BulletinMessages>().Of(bulletin, new(DestinationKind.Mail, to, token), "TEST", bench.Clock.GetUtcNow());
        await using var db = bench.Open();
        db.Add(message);
        await db.SaveChangesAsync(InformBench.Stopping);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return message;
    }
}
