using System.Net;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

public sealed class AskingForWhatIsNotThere(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("DELETE", "/api/v1/events", "GET")]
    [InlineData("PUT", "/api/v1/audit", "GET")]
    [InlineData("GET", "/api/v1/events/EVT-1/acknowledgement", "DELETE, POST")]
    public async Task A_method_that_a_path_does_not_know_is_answered_with_those_it_does(string method, string path, string allowed)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DemoPeople.EveryScopeKey);
        using var answer = await client.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Both_are_told_as_problems_with_a_code()
    {
        using var api = new Caller(portal);
        Assert.Equal("405 request.method-not-allowed", (await api.SendAsync(HttpMethod.Delete, "/api/v1/events")).Problem);
        Assert.Equal("404 not-found", (await api.GetAsync("/api/v1/nothing")).Problem);
        Assert.Equal("404 not-found", (await api.PostAsync("/api/v1/events/EVT-1/nothing", "{}")).Problem);
        Assert.Equal("404 not-found", (await api.GetAsync("/api/v1/nothing.json")).Problem);
    }

    [Fact]
    public async Task Nobody_learns_which_paths_there_are()
    {
        using var nobody = new Caller(portal, key: null);
        Assert.Equal("401 unauthenticated", (await nobody.SendAsync(HttpMethod.Delete, "/api/v1/events")).Problem);
        Assert.Equal("401 unauthenticated", (await nobody.GetAsync("/api/v1/nothing")).Problem);
        using var wrong = new Caller(portal, "ops_not_a_key");
        Assert.Equal("401 unauthenticated", (await wrong.GetAsync("/api/v1/nothing")).Problem);
    }

    [Fact]
    public async Task What_is_there_and_closed_is_still_said_to_be_closed()
    {
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal("403 forbidden", (await intake.GetAsync("/api/v1/audit")).Problem);
        Assert.Equal("404 not-found", (await intake.GetAsync("/api/v1/nothing")).Problem);
    }
}
