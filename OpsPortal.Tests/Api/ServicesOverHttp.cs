using System.Net;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>The catalogue as a program sees it; it begins with the demo organisation.</summary>
public sealed class ServicesOverHttp(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private readonly Caller _api = new(portal);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_demo_shop_is_there_page_by_page()
    {
        var seen = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await _api.GetAsync($"/api/v1/services?limit=5{(next.Length > 0 ? $"&cursor={Uri.EscapeDataString(next)}" : "")}");
            seen.AddRange(page.Each("key"));
            next = page.Body.GetProperty("next").GetString();
        }

        foreach (var key in (string[])["storefront", "checkout", "payments", "catalogue", "search", "order-database", "cache", "message-broker", "identity", "mail", "warehouse", "load-balancer"]) Assert.Single(seen, key);
        Assert.Equal("Payments", (await _api.GetAsync("/api/v1/services/checkout"))["team"]);
    }

    [Theory]
    [InlineData("state=ill", "Failing")]
    [InlineData("criticality=vital", "Critical")]
    [InlineData("cursor=abc", "next")]
    [InlineData("order=random", "Dependants")]
    public async Task An_unknown_value_is_refused_with_what_is_allowed(string query, string allowed)
    {
        var refused = await _api.GetAsync($"/api/v1/services?{query}");
        Assert.Equal("400 request.unknown-value", refused.Problem);
        Assert.Contains(allowed, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_is_put_changed_under_its_tag_and_deleted()
    {
        const string Path = "/api/v1/services/put-probe";
        var made = await _api.SendAsync(HttpMethod.Put, Path, """{"name":"Probe","owner":{"team":"platform","person":"operator@demo.local"},"dependencies":[{"service":"cache","kind":"stores in"}]}""", ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.Created, "\"1\"", "Oskar Lindqvist"), (made.Status, made.ETag, made["person"]));
        Assert.Equal("409 service.exists", (await _api.SendAsync(HttpMethod.Put, Path, """{"name":"Probe"}""", ("If-None-Match", "*"))).Problem);
        Assert.Equal(HttpStatusCode.OK, (await _api.SendAsync(HttpMethod.Put, Path, """{"name":"Probe 2"}""", ("If-Match", "\"1\""))).Status);
        Assert.Equal("412 service.changed-meanwhile", (await _api.SendAsync(HttpMethod.Put, Path, """{"name":"Probe 3"}""", ("If-Match", "\"1\""))).Problem);
        Assert.Equal("400 request.unknown-value", (await _api.SendAsync(HttpMethod.Put, Path, """{"name":"Probe 3"}""", ("If-Match", "seven"))).Problem);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Delete, Path)).Status);
        Assert.Equal("404 not-found", (await _api.GetAsync(Path)).Problem);
        Assert.Equal("404 not-found", (await _api.SendAsync(HttpMethod.Delete, Path)).Problem);
    }

    [Theory]
    [InlineData("Big", """{"name":"x"}""", "422 service.invalid-key")]
    [InlineData("body-probe", """{"name":"x","key":"other"}""", "422 service.invalid-key")]
    [InlineData("body-probe", """{"name":7}""", "422 import.wrong-type")]
    [InlineData("body-probe", """{"name":"x","dependencies":["nowhere"]}""", "422 service.invalid-unknown-service")]
    [InlineData("body-probe", """{"name":"x","owner":{"team":"Nobody"}}""", "422 service.invalid-unknown-team")]
    [InlineData("body-probe", "[", "422 import.unreadable")]
    [InlineData("cache", """{"name":"Cache","dependencies":["storefront"]}""", "422 service.invalid-cycle")]
    public async Task A_body_that_cannot_be_a_service_is_refused(string key, string body, string problem) =>
        Assert.Equal(problem, (await _api.SendAsync(HttpMethod.Put, $"/api/v1/services/{key}", body)).Problem);

    [Fact]
    public async Task A_needed_service_is_deleted_only_with_its_key_as_confirmation()
    {
        await ImportAsync("services:\n- key: needed-probe\n  name: N\n- key: needing-probe\n  name: M\n  dependencies: [needed-probe]");
        Assert.Equal("409 service.needed", (await _api.SendAsync(HttpMethod.Delete, "/api/v1/services/needed-probe")).Problem);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Delete, "/api/v1/services/needed-probe?confirm=needed-probe")).Status);
    }

    [Fact]
    public async Task A_file_is_previewed_imported_and_changes_nothing_again()
    {
        const string File = "services:\n- key: import-probe\n  name: Import probe\n";
        var preview = await ImportAsync(File, "?preview=true");
        Assert.Equal(("False", "1"), (preview["applied"], preview["added"]));
        Assert.Equal("404 not-found", (await _api.GetAsync("/api/v1/services/import-probe")).Problem);
        Assert.Equal("True", (await ImportAsync(File, $"?mark={preview["mark"]}"))["applied"]);
        var again = await ImportAsync(File);
        Assert.Equal(("False", "0", "1"), (again["applied"], again["added"], again["unchanged"]));
        Assert.Equal("412 import.changed-meanwhile", (await ImportAsync(File, $"?mark={preview["mark"]}")).Problem);
    }

    [Fact]
    public async Task A_faulty_file_is_refused_with_every_line()
    {
        var refused = await ImportAsync("services:\n- key: faulty\n  name: F\n  dependencies: [nowhere]\n- key: worse\n  name: W\n  owner: { team: Nobody }");
        Assert.Equal(("422 service.invalid-unknown-service", "4"), (refused.Problem, refused["line"]));
        Assert.Equal([4, 7], refused.Body.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("line").GetInt32()));
        Assert.StartsWith("Line 4: There is no service nowhere.", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    public async Task The_export_imported_again_is_the_same(string format)
    {
        var export = await _api.GetAsync($"/api/v1/services/export?format={format}");
        Assert.Equal(HttpStatusCode.OK, export.Status);
        var again = await ImportAsync(export.Text, "?removeMissing=true&preview=true");
        Assert.Equal(("0", "0", "0"), (again["added"], again["changed"], again["removed"]));
    }

    [Fact]
    public async Task The_same_list_is_to_be_had_as_CSV() =>
        Assert.Contains("\norder-database,Order database,Platform,", (await _api.GetAsync("/api/v1/services.csv?q=order")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Keys_without_the_right_are_refused()
    {
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        using var nobody = new Caller(portal, null);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.GetAsync("/api/v1/services")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.PostAsync("/api/v1/services/import", "services: []")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/services/export")).Status);
    }

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_file_is_taken_whatever_the_sender_calls_it(string? type)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DemoPeople.EveryScopeKey);
        using var body = new ByteArrayContent("services: []"u8.ToArray());
        if (type is not null) body.Headers.ContentType = new(type);
        using var answer = await client.PostAsync("/api/v1/services/import?preview=true", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<Reply> ImportAsync(string file, string query = "") => _api.PostAsync($"/api/v1/services/import{query}", file);
}
