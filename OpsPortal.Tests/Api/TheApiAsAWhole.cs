using System.Net;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

public sealed class TheApiAsAWhole(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Is_described_as_committed()
    {
        using var api = new Caller(portal);
        var description = await api.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, description.Status);
        Snapshot.Matches("OpsPortal.Tests/Contracts/openapi.v1.json", JsonSerializer.Serialize(description.Body, Indented).ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public async Task Is_described_only_to_those_who_may_use_the_portal()
    {
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.GetAsync("/openapi/v1.json")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.GetAsync("/api")).Status);
    }

    [Fact]
    public async Task Slows_down_who_asks_too_much_but_never_a_signal()
    {
        await using var narrow = new PortalHost(null, new Dictionary<string, string?> { ["OpsPortal:Api:Burst"] = "2", ["OpsPortal:Api:RequestsPerSecond"] = "1" });
        using var api = new Caller(narrow);
        using var other = new Caller(narrow, DemoPeople.IntakeKey);
        await api.GetAsync("/api/v1/events");
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => api.GetAsync("/api/v1/events")));
        var refused = replies.First(reply => reply.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("429 too-many-requests", refused.Problem);
        Assert.True(refused.RetryAfter >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/events")).Status);
        var signals = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => api.PostAsync("/api/v2/alerts", """[{"labels":{"alertname":"Storm"}}]""")));
        Assert.All(signals, signal => Assert.Equal(HttpStatusCode.OK, signal.Status));
    }
}
