using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc.Testing;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>The whole portal: the public page, its feed, subscribing by a real mail, announcing over HTTP, the delivery log.</summary>
public sealed partial class InformOverHttp : IAsyncLifetime
{
    private SmtpPeer _smtp = null!;
    private PortalHost _portal = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _smtp = await SmtpPeer.StartAsync();
        _portal = new(null, new Dictionary<string, string?>(_smtp.Settings()) { ["OpsPortal:Inform:PublicUrl"] = "https://status.example.org" });
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _smtp.DisposeAsync();
    }

    [Fact]
    public async Task From_confirmation_to_announcement_to_unsubscribing_by_real_mail()
    {
        await PublicAsync("checkout", "Web shop");
        using var reader = Anybody();
        using var api = new Caller(_portal);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(reader, "/status/subscribe", ("kind", "Mail"), ("address", "ada@example.org"), ("service", "checkout"))).Status);
        var confirm = Link().Match((await _smtp.WaitAsync("ada@example.org", "Confirm")).Text).Groups["path"].Value;
        Assert.Contains("Confirm", (await GetAsync(reader, confirm)).Text, StringComparison.Ordinal);
        Assert.Contains("You are subscribed", (await PostAsync(reader, confirm)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(reader, confirm)).Status);

        var made = await api.PostAsync("/api/v1/announcements", """{"title":"{services} is slow","impact":"Paying takes longer than usual.","kind":"Incident","effect":"Degraded","services":["checkout"]}""");
        Assert.True(made.Status == HttpStatusCode.OK, made.Text);
        Assert.DoesNotContain("Paying takes longer", (await GetAsync(reader, "/status")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/announcements/ANN-1/publication", "{}")).Status);
        var mail = await _smtp.WaitAsync("ada@example.org", "Now: Web shop is slow");
        Assert.Contains("Paying takes longer than usual.", mail.Text, StringComparison.Ordinal);
        await Waiting.UntilAsync(async () => (await GetAsync(reader, "/status")).Text.Contains("Paying takes longer", StringComparison.Ordinal), () => "it does not stand on the page");
        Assert.Contains("class=\"light Degraded\"", (await GetAsync(reader, "/status")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/announcements/ANN-1/updates", """{"text":"We have found the cause."}""")).Status);
        await _smtp.WaitAsync("ada@example.org", "Update: Web shop is slow");

        var leave = new Uri(mail.Headers["List-Unsubscribe"].Trim(' ', '<', '>')).AbsolutePath;
        Assert.Contains("Unsubscribe", (await GetAsync(reader, leave)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(reader, leave, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/announcements/ANN-1/end", """{"text":"Paying is quick again."}""")).Status);
        await Waiting.UntilAsync(async () => (await api.GetAsync("/api/v1/announcements/ANN-1")).Body.GetProperty("mailings").EnumerateArray().Last().GetProperty("doneAt").ValueKind != System.Text.Json.JsonValueKind.Null, () => "the end is not worked off");
        Assert.DoesNotContain(_smtp.Mails, one => one.Subject.StartsWith("Over:", StringComparison.Ordinal));

        var log = await api.GetAsync("/api/v1/deliveries?way=Mail&state=Sent");
        Assert.Equal(3, log.Body.GetProperty("items").GetArrayLength());
        Assert.All(log.Each("to"), to => Assert.Equal("ada@example.org", to));
        var one = await api.GetAsync($"/api/v1/deliveries/{log.Each("id")[0]}");
        Assert.True(one.Body.GetProperty("attempts")[0].GetProperty("succeeded").GetBoolean());
        Assert.Equal("409 delivery.not-given-up", (await api.PostAsync($"/api/v1/deliveries/{log.Each("id")[0]}/retry")).Problem);
        Assert.Equal("404 not-found", (await api.PostAsync("/api/v1/deliveries/00000000-0000-0000-0000-000000000000/retry")).Problem);
        Assert.Equal("400 request.unknown-value", (await api.GetAsync("/api/v1/deliveries?cursor=x")).Problem);
    }

    [Fact]
    public async Task The_page_and_the_feed_are_cached_packed_and_guarded()
    {
        await PublicAsync("checkout", "Web <shop>");
        using var reader = Anybody();
        using var plain = await reader.GetAsync(new Uri("/status", UriKind.Relative), Stopping);
        Assert.Equal("text/html; charset=utf-8", plain.Content.Headers.ContentType?.ToString());
        Assert.Contains("default-src 'none'", plain.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(plain.Headers.Contains("Set-Cookie"));
        var html = await plain.Content.ReadAsStringAsync(Stopping);
        Assert.Contains("Web &lt;shop&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/status");
        again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
        using var same = await reader.SendAsync(again, Stopping);
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.StatusCode, (await same.Content.ReadAsByteArrayAsync(Stopping)).Length));

        using var packing = new HttpRequestMessage(HttpMethod.Get, "/status");
        packing.Headers.AcceptEncoding.Add(new("gzip"));
        using var packed = await reader.SendAsync(packing, Stopping);
        await using var gzip = new System.IO.Compression.GZipStream(await packed.Content.ReadAsStreamAsync(Stopping), System.IO.Compression.CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        Assert.Equal(html, await text.ReadToEndAsync(Stopping));

        var feed = XDocument.Parse((await GetAsync(reader, "/status.rss")).Text);
        Assert.Equal(("rss", "2.0"), (feed.Root!.Name.LocalName, feed.Root.Attribute("version")?.Value));
    }

    [Fact]
    public async Task What_is_sent_wrongly_is_refused_clearly_and_nothing_is_saved()
    {
        using var reader = Anybody();
        using var api = new Caller(_portal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(reader, "/status/subscribe", ("kind", "Mail"), ("address", "a@b\r\nBcc: c@d"))).Status);
        var kept = await PostAsync(reader, "/status/subscribe", ("kind", "Webhook"), ("address", "http://10.0.0.1/<b>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.Status);
        Assert.DoesNotContain("<b>", kept.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"http://10.0.0.1/", kept.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(reader, "/status/subscribe", ("address", new string('a', 50_000)))).Status);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var noForm = await reader.PostAsync(new Uri("/status/subscribe", UriKind.Relative), json, Stopping);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, noForm.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(reader, "/status/confirm/nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(reader, "/status/unsubscribe/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).Status);
        for (var at = 0; at < 12; at++) await PostAsync(reader, "/status/subscribe", ("kind", "Mail"), ("address", $"a{at}@example.org"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(reader, "/status/subscribe", ("kind", "Mail"), ("address", "z@example.org"))).Status);

        Assert.Equal("422 inform.invalid-text", (await api.PostAsync("/api/v1/announcements", """{"title":"A\r\nB","impact":"x"}""")).Problem);
        Assert.Equal("422 announcement.invalid-placeholder", (await api.PostAsync("/api/v1/announcements", """{"title":"A","impact":"{secret}"}""")).Problem);
        Assert.Equal("422 inform.invalid-service", (await api.PostAsync("/api/v1/announcements", """{"title":"A","impact":"x","services":["nope"]}""")).Problem);
        Assert.Equal("404 not-found", (await api.PostAsync("/api/v1/announcements/ANN-9/publication", "{}")).Problem);
        Assert.Empty((await api.GetAsync("/api/v1/announcements")).Each("number"));
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/announcements", """{"title":"A","impact":"x"}""")).Status);
        Assert.Equal("412 inform.changed-meanwhile", (await api.SendAsync(HttpMethod.Put, "/api/v1/announcements/ANN-1", """{"title":"B","impact":"x","version":99}""")).Problem);
        Assert.Equal("409 announcement.not-from", (await api.PostAsync("/api/v1/announcements/ANN-1/updates", """{"text":"x"}""")).Problem);
        using var intake = new Caller(_portal, DemoPeople.IntakeKey);
        Assert.Equal("403 forbidden", (await intake.GetAsync("/api/v1/announcements")).Problem);
        Assert.Equal("403 forbidden", (await intake.GetAsync("/api/v1/deliveries")).Problem);
    }

    [Fact]
    public async Task A_page_that_is_switched_off_is_not_there()
    {
        await using var portal = new PortalHost(null, new Dictionary<string, string?> { ["OpsPortal:Inform:StatusPage"] = "false" });
        using var reader = portal.CreateClient();
        foreach (var path in new[] { "/status", "/status.rss", "/status/subscribe" }) Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(reader, path)).Status);
    }

    private HttpClient Anybody() => _portal.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });

    private async Task PublicAsync(string key, string name)
    {
        _ = _portal.Services;
        await using var db = _portal.Database();
        db.Add(new PublicEntry { Service = new(key), Name = name, Place = 1, Since = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync(Stopping);
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stopping);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stopping));
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, Stopping);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stopping));
    }

    [GeneratedRegex(@"https://status\.example\.org(?<path>/status/confirm/[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
