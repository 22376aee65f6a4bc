using System.Net;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>Nobody is subscribed who did not confirm, nobody learns who is, and nobody can make the portal a nuisance.</summary>
public abstract class SubscribingOnThePage(TestDatabase database)
{
    private static readonly IReadOnlyDictionary<string, string?> MailOn = new Dictionary<string, string?> { ["OpsPortal:Mail:Host"] = "127.0.0.1", ["OpsPortal:Mail:Port"] = "1", ["OpsPortal:Mail:From"] = "portal@example.org" };

    [Fact]
    public async Task An_address_is_subscribed_once_it_confirms_and_forgotten_when_it_leaves()
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        await bench.PublicAsync("shop", "Shop");
        Assert.Null((await AskAsync(bench, DestinationKind.Mail, "Ada@Example.org", "shop")).Refusal);
        var (message, letter) = (Assert.Single(await bench.MessagesAsync()), Assert.Single(await bench.LettersAsync()));
        var confirm = bench.Get<OutboxSeal>().Open(message.SealedSecret!)!;
        Assert.Contains($"https://status.example.org/status/confirm/{Letter.Token}", letter.Text, StringComparison.Ordinal);
        Assert.Empty(letter.OneClick);
        Assert.True(await bench.Get<SubscriptionActs>().AwaitsAsync(confirm, InformBench.Stopping));
        Assert.Null((await bench.Get<SubscriptionActs>().ConfirmAsync(confirm, InformBench.Stopping)).Refusal);
        Assert.Equal("subscription.unknown-token", (await bench.Get<SubscriptionActs>().ConfirmAsync(confirm, InformBench.Stopping)).Refusal?.Code);
        var one = Assert.Single(await AllAsync(bench));
        Assert.Equal(("shop", true), (Assert.Single(one.Services).Value, one.IsConfirmed));
        Assert.DoesNotContain(confirm, one.SealedEndToken + one.EndDigest, StringComparison.Ordinal);

        var end = bench.Get<OutboxSeal>().Open(one.SealedEndToken)!;
        Assert.True(await bench.Get<SubscriptionActs>().IsHeldAsync(end, InformBench.Stopping));
        Assert.Null((await bench.Get<SubscriptionActs>().EndAsync(end, InformBench.Stopping)).Refusal);
        Assert.Empty(await AllAsync(bench));
        Assert.Equal("subscription.unknown-token", (await bench.Get<SubscriptionActs>().EndAsync(end, InformBench.Stopping)).Refusal?.Code);
        await using var db = bench.Open();
        Assert.All(await db.Audit.Where(entry => entry.Act.StartsWith("subscription.")).ToListAsync(InformBench.Stopping), entry => Assert.DoesNotContain("ada@", entry.Object, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Asking_again_and_again_sends_one_message_and_is_answered_the_same()
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        for (var at = 0; at < 5; at++) Assert.Null((await AskAsync(bench, DestinationKind.Mail, "ada@example.org")).Refusal);
        Assert.Single(await bench.MessagesAsync());
        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null((await AskAsync(bench, DestinationKind.Mail, "ADA@example.org")).Refusal);
        Assert.Equal(2, (await bench.MessagesAsync()).Count);
        Assert.Single(await AllAsync(bench));
    }

    [Fact]
    public async Task A_confirmation_is_good_for_a_day_and_what_nobody_confirmed_is_forgotten()
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        await AskAsync(bench, DestinationKind.Mail, "ada@example.org");
        var confirm = bench.Get<OutboxSeal>().Open((await bench.MessagesAsync())[0].SealedSecret!)!;
        bench.Clock.Advance(TimeSpan.FromHours(25));
        Assert.False(await bench.Get<SubscriptionActs>().AwaitsAsync(confirm, InformBench.Stopping));
        Assert.NotNull((await bench.Get<SubscriptionActs>().ConfirmAsync(confirm, InformBench.Stopping)).Refusal);
        bench.Clock.Advance(TimeSpan.FromHours(24));
        await new RetainSubscriptions(bench.Contexts, bench.Clock).RunAsync(InformBench.Stopping);
        Assert.Empty(await AllAsync(bench));
    }

    [Fact]
    public async Task A_webhook_is_subscribed_once_it_repeats_the_challenge()
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        Assert.Null((await AskAsync(bench, DestinationKind.Webhook, bench.Receiver.Url)).Refusal);
        await bench.SendAsync();
        Assert.False(Assert.Single(await AllAsync(bench)).IsConfirmed);
        Assert.Contains("did not repeat", Assert.Single(await bench.MessagesAsync()).LastError, StringComparison.Ordinal);

        bench.Receiver.Echo = true;
        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await AskAsync(bench, DestinationKind.Webhook, bench.Receiver.Url);
        await bench.SendAsync();
        Assert.True(Assert.Single(await AllAsync(bench)).IsConfirmed);
        var challenge = bench.Receiver.Requests[^1];
        Assert.True(challenge.IsSignedWith(challenge.Body.GetProperty("secret").GetString()!, bench.Clock.GetUtcNow()));
        Assert.All(await bench.MessagesAsync(), message => Assert.DoesNotContain("whsec_", message.Content, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chat_gets_a_link_that_its_readers_open()
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        Assert.Null((await AskAsync(bench, DestinationKind.Teams, bench.Receiver.Url)).Refusal);
        await bench.SendAsync();
        var text = Assert.Single(bench.Receiver.Requests).Text;
        var token = text[(text.IndexOf("/status/confirm/", StringComparison.Ordinal) + 16)..][..43];
        Assert.Null((await bench.Get<SubscriptionActs>().ConfirmAsync(token, InformBench.Stopping)).Refusal);
        Assert.DoesNotContain(token, Assert.Single(await bench.MessagesAsync()).Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DestinationKind.Mail, "ada@example.org\r\nBcc: all@example.org", "inform.invalid-address")]
    [InlineData(DestinationKind.Mail, "", "inform.invalid-address")]
    [InlineData(DestinationKind.Webhook, "http://169.254.169.254/latest", "inform.invalid-url")]
    [InlineData(DestinationKind.Webhook, "http://10.0.0.1/", "inform.invalid-url")]
    [InlineData(DestinationKind.Slack, "http://[::ffff:10.0.0.1]/", "inform.invalid-url")]
    [InlineData(DestinationKind.Webhook, "http://no-such-host.invalid/", "inform.invalid-url")]
    [InlineData(DestinationKind.Webhook, "ftp://example.org/", "inform.invalid-url")]
    [InlineData(DestinationKind.OnCall, "x", "inform.invalid-url")]
    public async Task What_cannot_be_an_address_is_refused_and_nothing_is_saved(DestinationKind kind, string address, string code)
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        Assert.Equal(code, (await AskAsync(bench, kind, address)).Refusal?.Code);
        Assert.Equal("inform.invalid-service", (await AskAsync(bench, DestinationKind.Mail, "ada@example.org", "<script>")).Refusal?.Code);
        Assert.Empty(await AllAsync(bench));
        Assert.Empty(await bench.MessagesAsync());
    }

    [Fact]
    public async Task Ten_thousand_from_one_address_are_stopped_after_a_few()
    {
        await using var bench = await InformBench.StartAsync(database, new Dictionary<string, string?>(MailOn));
        using var throttle = new SubscriptionThrottle(Microsoft.Extensions.Options.Options.Create(new OpsPortal.Features.Inform.InformOptions()));
        var (from, other) = (IPAddress.Parse("192.0.2.7"), IPAddress.Parse("192.0.2.8"));
        Assert.Equal(10, Enumerable.Range(0, 10_000).Count(_ => throttle.Admits(from)));
        Assert.True(throttle.Admits(other));
        Assert.Equal(9, Enumerable.Range(0, 100).Count(_ => throttle.Admits(other)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1 --")]
    public async Task A_token_that_is_none_is_refused(string token)
    {
        await using var bench = await InformBench.StartAsync(database, MailOn);
        Assert.Equal("subscription.unknown-token", (await bench.Get<SubscriptionActs>().ConfirmAsync(token, InformBench.Stopping)).Refusal?.Code);
        Assert.Equal("subscription.unknown-token", (await bench.Get<SubscriptionActs>().EndAsync(token, InformBench.Stopping)).Refusal?.Code);
    }

    private static Task<OpsPortal.Domain.Kernel.Outcome<DestinationKind>> AskAsync(InformBench bench, DestinationKind kind, string address, params string[] services) =>
        bench.Get<Subscribe>().RunAsync(new(kind, address, services), IPAddress.Loopback, InformBench.Stopping);

    private static async Task<List<Subscription>> AllAsync(InformBench bench)
    {
        await using var db = bench.Open();
        return await db.Set<Subscription>().AsNoTracking().ToListAsync(InformBench.Stopping);
    }
}

public sealed class SubscribingOnThePageOnSqlite(SqliteDatabase database) : SubscribingOnThePage(database), IClassFixture<SqliteDatabase>;

public sealed class SubscribingOnThePageOnPostgres(PostgresDatabase database) : SubscribingOnThePage(database), IClassFixture<PostgresDatabase>;
