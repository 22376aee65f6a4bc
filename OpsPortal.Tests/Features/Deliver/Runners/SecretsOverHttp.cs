using System.Net;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Deliver.Runners.Secrets;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>Secrets over HTTP go in and never come out.</summary>
public sealed class SecretsOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Secrets = "/api/v1/deployment-secrets", Value = "correct-horse-battery";

    [Fact]
    public async Task A_secret_is_set_listed_renamed_and_removed_and_no_answer_holds_its_value()
    {
        using var caller = new Caller(portal);
        var said = new List<Reply>
        {
            await caller.SendAsync(HttpMethod.Put, $"{Secrets}/TOKEN", $$"""{"value":"{{Value}}"}"""),
            await caller.SendAsync(HttpMethod.Put, $"{Secrets}/TOKEN", $$"""{"value":"{{Value}}2"}"""),
            await caller.GetAsync(Secrets),
            await caller.PostAsync($"{Secrets}/TOKEN/name", """{"becomes":"GITHUB_TOKEN"}"""),
            await caller.SendAsync(HttpMethod.Put, $"{Secrets}/TOKEN", $$"""{"value":["{{Value}}"]}"""),
        };
        Assert.Equal(["1", "2"], said.Take(2).Select(reply => reply["version"]));
        Assert.Equal((HttpStatusCode.OK, "GITHUB_TOKEN"), (said[3].Status, said[3]["name"]));
        Assert.Equal(HttpStatusCode.BadRequest, said[4].Status);
        Assert.Contains("TOKEN", said[2].Each("name"));
        Assert.All(said, reply => Assert.DoesNotContain("horse", reply.Text, StringComparison.Ordinal));
        await using (var db = portal.Database()) Assert.DoesNotContain("horse", string.Concat(await db.Set<StoredSecret>().Select(secret => secret.Sealed).ToListAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync(HttpMethod.Delete, $"{Secrets}/GITHUB_TOKEN")).Status);
        Assert.Equal("404 not-found", (await caller.SendAsync(HttpMethod.Delete, $"{Secrets}/GITHUB_TOKEN")).Problem);
        Assert.Equal("404 not-found", (await caller.PostAsync($"{Secrets}/GITHUB_TOKEN/name", """{"becomes":"OTHER"}""")).Problem);
        Assert.Equal("422 secret.invalid-name", (await caller.SendAsync(HttpMethod.Put, $"{Secrets}/9LIVES", $$"""{"value":"{{Value}}"}""")).Problem);
        Assert.Equal("422 secret.invalid-value", (await caller.SendAsync(HttpMethod.Put, $"{Secrets}/SHORT", "{}")).Problem);
    }

    [Theory]
    [InlineData("operator", HttpStatusCode.OK)]
    [InlineData("developer", HttpStatusCode.Forbidden)]
    [InlineData("approver", HttpStatusCode.Forbidden)]
    public async Task Only_who_may_set_secrets_sees_their_names(string who, HttpStatusCode expected)
    {
        var visitor = new Visitor(portal);
        await visitor.SignInAsync($"{who}@demo.local");
        Assert.Equal(expected, (await visitor.OpenAsync(Secrets)).Status);
        Assert.Equal(expected, (await visitor.CallAsync(HttpMethod.Put, $"{Secrets}/OF_{who}", new { value = Value })).Status);
    }
}
