using System.Net;
using Microsoft.AspNetCore.Http;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Telemetry;

/// <summary>What scrapers and load balancers are shown.</summary>
public sealed class LookingFromOutside(PortalHost host) : IClassFixture<PortalHost>, IDisposable
{
    private readonly Caller _client = new(host);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Metrics_count_signals_events_and_requests()
    {
        await _client.RaiseAsync("Measured");
        var metrics = (await _client.GetAsync("/metrics")).Text;
        Assert.Contains("opsportal_signals_taken_total{source=\"alertmanager\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("opsportal_commit_duration_seconds_bucket", metrics, StringComparison.Ordinal);
        Assert.Contains("opsportal_events_open{priority=\"P1\",standing=\"Active\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("http_request_duration_seconds_bucket{code=\"2xx\",method=\"POST\",endpoint=\"/api/v2/alerts\"", metrics, StringComparison.Ordinal);
        Assert.Contains("opsportal_circuits 0", metrics, StringComparison.Ordinal);
        Assert.Contains("process_cpu_seconds_total", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("Measured", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", null, 200)]
    [InlineData("::1", null, 200)]
    [InlineData("192.0.2.7", null, 401)]
    [InlineData("127.0.0.1", "X-Forwarded-For", 401)]
    [InlineData("127.0.0.1", "Forwarded", 401)]
    public async Task Metrics_need_no_key_on_this_machine_unless_a_proxy_stands_between(string address, string? header, int status)
    {
        var answer = await host.Server.SendAsync(request =>
        {
            request.Request.Path = "/metrics";
            request.Connection.RemoteIpAddress = IPAddress.Parse(address);
            if (header is not null) request.Request.Headers[header] = "for=192.0.2.7";
        }, Stopping);
        Assert.Equal(status, answer.Response.StatusCode);
    }

    [Fact]
    public async Task Metrics_need_a_key_everywhere_where_the_settings_say_so()
    {
        await using var strict = new PortalHost(null, new Dictionary<string, string?>(StringComparer.Ordinal) { ["OpsPortal:Metrics:AnonymousFromLoopback"] = "false" });
        var answer = await strict.Server.SendAsync(request =>
        {
            request.Request.Path = "/metrics";
            request.Connection.RemoteIpAddress = IPAddress.Loopback;
        }, Stopping);
        Assert.Equal(StatusCodes.Status401Unauthorized, answer.Response.StatusCode);
    }

    [Fact]
    public async Task Health_is_one_word_to_strangers_and_the_whole_story_to_those_who_run_the_portal()
    {
        using var stranger = new Caller(host, null);
        Assert.Equal("Healthy", (await stranger.GetAsync("/health/live")).Text);
        Assert.Matches("^(Healthy|Degraded)$", (await stranger.GetAsync("/health/ready")).Text);
        var checks = (await _client.GetAsync("/health/ready")).Body.GetProperty("checks");
        Assert.Equal(["database", "disk", "jobs", "writer"], checks.EnumerateObject().Select(check => check.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Healthy", checks.GetProperty("database").GetProperty("status").GetString());
        Assert.True(checks.GetProperty("jobs").GetProperty("details").TryGetProperty("events.wake-snoozed", out _));
    }
}
