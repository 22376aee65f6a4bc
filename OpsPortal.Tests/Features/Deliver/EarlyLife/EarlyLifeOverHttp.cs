using System.Net;
using OpsPortal.Tests.Features.Deliver.Http;

namespace OpsPortal.Tests.Features.Deliver.EarlyLife;

/// <summary>Early-life support over HTTP: what is not there, not allowed or no request is refused with its reason.</summary>
public sealed class EarlyLifeOverHttp : VisitedPortal
{
    private const string All = "/api/v1/early-life";

    [Fact]
    public async Task Answers_what_cannot_be_done_in_words()
    {
        var (operations, desk) = (await SignedInAsync("operator"), await SignedInAsync("desk"));
        Assert.Contains("\"items\":[]", (await desk.OpenAsync($"{All}?standing=running")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.OpenAsync($"{All}?standing=sideways")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.OpenAsync($"{All}?cursor=7")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.OpenAsync($"{All}/DEP-1")).Status);
        var body = new { deployment = "DEP-1", owner = Guid.Empty, roster = new[] { Guid.Empty }, criteria = new object[] { new { type = "nothing-open" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.PostAsync(All, body)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await operations.PostAsync(All, body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await operations.PostAsync(All, new { deployment = "DEP-1", owner = Guid.Empty, roster = Array.Empty<Guid>(), criteria = new object[] { new { type = "nonsense" } } })).Status);
        foreach (var act in new[] { "evidence", "extension", "end", "decision" }) Assert.Equal(HttpStatusCode.Forbidden, (await desk.PostAsync($"{All}/DEP-1/{act}", new { until = Clock.GetUtcNow() })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await operations.PostAsync($"{All}/DEP-1/end", new { })).Status);
    }
}
