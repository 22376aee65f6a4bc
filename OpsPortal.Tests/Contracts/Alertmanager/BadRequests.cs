using System.Net;
using System.Text;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Contracts.Alertmanager;

/// <summary>What the portal itself does with requests that would harm it, and with those who may not send any.</summary>
public sealed class BadRequests(BadRequests.Portal portal) : IClassFixture<BadRequests.Portal>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_100_MB_is_refused_without_being_kept(bool chunked)
    {
        var before = portal.Process.ResidentBytes;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/alerts") { Content = new StreamContent(new EndlessList(100_000_000)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        if (!chunked) request.Content.Headers.ContentLength = 100_000_000;
        request.Headers.ExpectContinue = true;
        using var answer = await portal.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stopping);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("{\"code\":413,\"message\":\"body larger than 67108864 bytes\"}\n", await answer.Content.ReadAsStringAsync(Stopping));
        Assert.InRange(portal.Process.ResidentBytes - before, long.MinValue, 300_000_000);
        await StillTakesAlertsAsync();
    }

    [Fact]
    public async Task A_million_labels_are_refused_and_the_rest_of_the_body_is_kept()
    {
        var labels = string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"l{i}\":\"v\""));
        using var answer = await PostAsync($"[{{\"labels\":{{{labels}}}}},{{\"labels\":{{\"alertname\":\"BesideAMillion\"}}}}]");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("\"invalid label set: more than 65536 bytes\"\n", await answer.Content.ReadAsStringAsync(Stopping));
        Assert.Contains("BesideAMillion", await portal.Http.GetStringAsync(new Uri("/api/v2/alerts?filter=alertname%3DBesideAMillion", UriKind.Relative), Stopping), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{\"labels\":{\"alertname\":\"Nul\\u0000\",\"b\":\"\\ud800\"},\"annotations\":{\"a\":\"\\u0000\"},\"generatorURL\":\"http://x/\\ud800\"}]", HttpStatusCode.OK)]
    [InlineData("[{\"labels\":{\"alertname\":\"Absurd\"},\"startsAt\":\"0001-01-01T00:00:01Z\",\"endsAt\":\"9999-12-31T23:59:59.999999999Z\"}]", HttpStatusCode.OK)]
    [InlineData("[{\"labels\":{\"alertname\":\"Absurd2\"},\"startsAt\":\"0000-01-01T00:00:00Z\",\"endsAt\":\"0000-01-02T00:00:00Z\"}]", HttpStatusCode.OK)]
    [InlineData("[null]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("[[[[", HttpStatusCode.BadRequest)]
    public async Task Odd_bodies_are_answered_and_stored_without_harm(string body, HttpStatusCode status)
    {
        using var answer = await PostAsync(body);
        Assert.Equal(status, answer.StatusCode);
        await StillTakesAlertsAsync();
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        using var answer = await PostAsync(new string('[', 1_000_000));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ops_wrong")]
    [InlineData("Basic !!!")]
    public async Task Who_has_no_key_is_refused(string authorization)
    {
        using var http = new HttpClient { BaseAddress = portal.Http.BaseAddress };
        if (authorization.Length > 0) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        foreach (var path in new[] { "/api/v2/alerts", "/api/v2/silences", "/api/v2/status", "/alertmanager/api/v2/alerts/groups" })
        {
            using var read = await http.GetAsync(new Uri(path, UriKind.Relative), Stopping);
            Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
        }

        using var content = new StringContent("[]", Encoding.UTF8, "application/json");
        using var posted = await http.PostAsync(new Uri("/api/v2/alerts", UriKind.Relative), content, Stopping);
        using var reloaded = await http.PostAsync(new Uri("/-/reload", UriKind.Relative), null, Stopping);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (posted.StatusCode, reloaded.StatusCode));
    }

    private async Task StillTakesAlertsAsync()
    {
        using var answer = await PostAsync("[{\"labels\":{\"alertname\":\"Sound\"}}]");
        Assert.Equal((HttpStatusCode.OK, "", null), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stopping), answer.Content.Headers.ContentType));
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await portal.Http.PostAsync(new Uri("/api/v2/alerts", UriKind.Relative), content, Stopping);
    }

    public sealed class Portal : IAsyncLifetime
    {
        public PortalProcess Process { get; private set; } = null!;

        public HttpClient Http { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Process = await PortalProcess.StartAsync();
            Http.BaseAddress = new(Process.Url);
            Http.DefaultRequestHeaders.Authorization = new("Bearer", "ops_demo_api_key");
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            if (Process is not null) await Process.DisposeAsync();
        }
    }

    /// <summary>A body of JSON that never ends before its length.</summary>
    private sealed class EndlessList(long length) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..count].Fill((byte)'[');
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
