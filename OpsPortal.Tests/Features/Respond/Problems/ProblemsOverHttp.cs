using System.Net;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>Problems as a program sees them.</summary>
public sealed class ProblemsOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Problems = "/api/v1/problems";

    [Fact]
    public async Task A_problem_goes_its_whole_way_and_each_act_answers_with_it()
    {
        using var api = new Caller(portal);
        var number = await api.RaiseAsync("DiskOfProblem");
        var proposed = await api.PostAsync(Problems, $$"""{"events":["{{number}}"],"reason":"Again"}""");
        Assert.Equal(HttpStatusCode.Created, proposed.Status);
        var path = $"{Problems}/{proposed.Body.GetProperty("problem").GetProperty("number").GetString()}";
        Assert.Equal("DiskOfProblem", proposed["what"]);
        Assert.Equal("409 problem.pattern-taken", (await api.PostAsync(Problems, $$"""{"events":["{{number}}"]}""")).Problem);

        Assert.Equal("Confirmed", State(await api.PostAsync($"{path}/confirmation", "{}")));
        Assert.Equal("409 problem.not-known", (await api.PostAsync($"{path}/known-error")).Problem);
        var written = await api.SendAsync(HttpMethod.Put, $"{path}/text", """{"seen":0,"title":"The disk","rootCause":"Logs","workaround":"Empty it"}""");
        Assert.Equal(("Logs", "1"), (written["rootCause"], written["textVersion"]));
        Assert.Equal("409 problem.text-changed", (await api.SendAsync(HttpMethod.Put, $"{path}/text", """{"seen":0,"title":"Mine"}""")).Problem);
        Assert.Equal("KnownError", State(await api.PostAsync($"{path}/known-error")));
        Assert.Equal("409 problem.fix-missing", (await api.PostAsync($"{path}/resolution", "{}")).Problem);
        Assert.Equal("422 problem.invalid-change", (await api.SendAsync(HttpMethod.Put, $"{path}/fix", """{"change":"soon"}""")).Problem);
        Assert.Equal("422 problem.invalid-fix-time", (await api.SendAsync(HttpMethod.Put, $"{path}/fix", """{"fixedAt":"2999-01-01T00:00:00Z"}""")).Problem);
        var since = portal.Services.GetService(typeof(TimeProvider)) is TimeProvider clock ? clock.GetUtcNow().AddMinutes(-1) : default;
        var @fixed = await api.SendAsync(HttpMethod.Put, $"{path}/fix", $$"""{"change":"chg-4","fixedAt":"{{since:O}}"}""");
        Assert.Equal(("CHG-4", "CannotTell"), (@fixed["change"], @fixed.Body.GetProperty("recurrence").GetProperty("fix").GetProperty("verdict").GetString()));
        Assert.Equal("Resolved", State(await api.PostAsync($"{path}/resolution", "{}")));
        Assert.Equal("409 problem.not-stopped", (await api.PostAsync($"{path}/closure", "{}")).Problem);
        Assert.Equal("Closed", State(await api.PostAsync($"{path}/closure", """{"text":"The machine is gone"}""")));
        Assert.Equal("KnownError", State(await api.PostAsync($"{path}/reopening", """{"reason":"It is back"}""")));
        Assert.Equal(["Proposed", "Moved", "Written", "Moved", "FixSet", "Moved", "Moved", "Moved"], (await api.GetAsync($"{path}/timeline")).Each("kind"));
    }

    [Fact]
    public async Task Links_owner_priority_and_recognition_are_set_and_a_stale_version_is_refused()
    {
        using var api = new Caller(portal);
        var proposed = await api.PostAsync(Problems, """{"title":"Slow at noon","priority":"P4"}""");
        var path = $"{Problems}/{proposed.Body.GetProperty("problem").GetProperty("number").GetString()}";
        var number = await api.RaiseAsync("SlowAtNoon");
        Assert.Equal(1, (await api.PostAsync($"{path}/links", $$"""{"number":"{{number}}"}""")).Body.GetProperty("events").GetArrayLength());
        Assert.Equal("409 problem.already-linked", (await api.PostAsync($"{path}/links", $$"""{"number":"{{number}}"}""")).Problem);
        Assert.Equal("400 request.unknown-value", (await api.PostAsync($"{path}/links", """{"number":"SVC-1"}""")).Problem);
        Assert.Single((await api.GetAsync($"{Problems}?event={number}")).Each("number"));
        Assert.Equal(0, (await api.SendAsync(HttpMethod.Delete, $"{path}/links/{number}")).Body.GetProperty("events").GetArrayLength());
        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Put, $"{path}/owner", """{"person":"00000000-0000-0000-0000-000000000001","team":null}""")).Problem);
        Assert.Equal("422 problem.text-missing", (await api.SendAsync(HttpMethod.Put, $"{path}/priority", """{"priority":"P1"}""")).Problem);
        var known = await api.SendAsync(HttpMethod.Put, $"{path}/recognition", """{"what":"SlowAtNoon","service":"checkout"}""");
        Assert.Equal("SlowAtNoon", known["what"]);
        Assert.Equal("422 problem.invalid-labels", (await api.SendAsync(HttpMethod.Put, $"{path}/recognition", """{"what":"SlowAtNoon","service":"checkout","labels":{"instance":null}}""")).Problem);
        known = await api.SendAsync(HttpMethod.Put, $"{path}/recognition", """{"what":"SlowAtNoon","service":"checkout","labels":{"instance":"db-7"}}""");
        Assert.Equal("db-7", known.Body.GetProperty("labels").GetProperty("instance").GetString());
        known = await api.SendAsync(HttpMethod.Put, $"{path}/recognition", """{"what":"SlowAtNoon","service":"checkout"}""");
        Assert.Equal("db-7", known.Body.GetProperty("labels").GetProperty("instance").GetString());
        Assert.Equal("412 problem.changed-meanwhile", (await api.PostAsync($"{path}/dismissal", """{"reason":"x"}""", ("If-Match", proposed.ETag!))).Problem);
        Assert.Equal("Dismissed", State(await api.PostAsync($"{path}/dismissal", """{"reason":"x"}""", ("If-Match", known.ETag!))));
        Assert.DoesNotContain("Slow at noon", (await api.GetAsync(Problems)).Each("title"));
        Assert.Contains("Slow at noon", (await api.GetAsync($"{Problems}?state=dismissed")).Each("title"));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("", """{"title":"x","priority":9}""")]
    [InlineData("", """{"title":"x","events":["INC-1"]}""")]
    [InlineData("", """{"title":"x","incidents":["EVT-x"]}""")]
    [InlineData("/PRB-1/text", "{}")]
    [InlineData("/PRB-1/links", "{}")]
    [InlineData("/PRB-1/priority", """{"priority":9,"reason":"x"}""")]
    [InlineData("/PRB-1/recognition", "{}")]
    [InlineData("/PRB-1/fix", """{"fixedAt":"yesterday"}""")]
    public async Task What_lacks_a_part_is_refused(string path, string body)
    {
        using var api = new Caller(portal);
        Assert.InRange((int)(await api.SendAsync(path is "" or "/PRB-1/links" ? HttpMethod.Post : HttpMethod.Put, Problems + path, body)).Status, 400, 499);
    }

    [Fact]
    public async Task Wrong_questions_are_told_and_those_without_the_right_are_refused()
    {
        using var api = new Caller(portal);
        Assert.Equal("400 request.unknown-value", (await api.GetAsync($"{Problems}?state=broken")).Problem);
        Assert.Equal("400 request.unknown-value", (await api.GetAsync($"{Problems}?owner=me")).Problem);
        Assert.Equal("400 request.unknown-value", (await api.GetAsync($"{Problems}?cursor=9")).Problem);
        Assert.Equal("404 not-found", (await api.GetAsync($"{Problems}/PRB-4711")).Problem);
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.GetAsync(Problems)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.PostAsync(Problems, """{"title":"x"}""")).Status);
        using var nobody = new Caller(portal, null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(Problems)).Status);
    }

    private static string? State(Reply reply) => reply.Status == HttpStatusCode.OK ? reply.Body.GetProperty("problem").GetProperty("state").GetString() : reply.Text;
}
