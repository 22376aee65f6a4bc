using System.Net;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>What happens to a caller that asks for more than its share.</summary>
public sealed class LimitingCallers
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_away_whoever_asks_too_often_and_says_when_to_come_back_but_never_an_intake_nor_others()
    {
        await using var host = new PortalHost(null, new Dictionary<string, string?>(StringComparer.Ordinal) { ["OpsPortal:Api:Burst"] = "3", ["OpsPortal:Api:RequestsPerSecond"] = "1" });
        var client = new RestClient(host);
        HttpResponseMessage answer;
        do answer = await client.Http.GetAsync(new Uri("/api/v1/events", UriKind.Relative), Stopping);
        while (answer.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("rate-limited", await answer.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);
        for (var i = 0; i < 10; i++)
        {
            using var taken = await client.Http.PostAsync(new Uri("/api/v2/alerts", UriKind.Relative), new StringContent("[]", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Stopping);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        Assert.Equal(200, (await new RestClient(host, DemoPeople.IntakeKey).SendAsync(HttpMethod.Get, "/api/v1/events")).Status);
    }
}
