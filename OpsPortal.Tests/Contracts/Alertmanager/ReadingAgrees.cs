namespace OpsPortal.Tests.Contracts.Alertmanager;

/// <summary>Alerts are found, filtered and grouped as a real Alertmanager does it, and what is not there is refused the same way.</summary>
[Collection(nameof(BothSides))]
public sealed class ReadingAgrees(BothSides sides)
{
    [Theory]
    [InlineData("GET", "/api/v2/receivers", "")]
    [InlineData("GET", "/api/v2/receivers/", "")]
    [InlineData("GET", "/api/v2/receivers", "text/html")]
    [InlineData("GET", "/api/v2/receivers", "application/json;q=0")]
    [InlineData("GET", "/api/v2/receivers", "application/*")]
    [InlineData("GET", "/api/v2/receivers", "text/html, */*;q=0.1")]
    [InlineData("GET", "/api/v2/alerts?filter=none%3Dhere", "text/html")]
    [InlineData("GET", "/api/v2/status", "text/html")]
    [InlineData("PUT", "/api/v2/alerts", "")]
    [InlineData("DELETE", "/api/v2/alerts", "")]
    [InlineData("OPTIONS", "/api/v2/alerts", "")]
    [InlineData("HEAD", "/api/v2/alerts", "")]
    [InlineData("PATCH", "/api/v2/silences", "")]
    [InlineData("POST", "/api/v2/status", "")]
    [InlineData("POST", "/api/v2/receivers", "")]
    [InlineData("POST", "/api/v2/alerts/groups", "")]
    [InlineData("PUT", "/api/v2/silence/11111111-1111-1111-1111-111111111111", "")]
    [InlineData("GET", "/api/v2/nope", "")]
    [InlineData("GET", "/api/v2/", "")]
    [InlineData("POST", "/api/v2/nope/deeper", "")]
    [InlineData("GET", "/-/healthy", "")]
    [InlineData("HEAD", "/-/healthy", "")]
    [InlineData("GET", "/-/ready", "")]
    public Task A_path(string method, string path, string accept) => sides.ShouldAgreeAsync(() =>
    {
        var request = new HttpRequestMessage(new(method), path);
        if (accept.Length > 0) request.Headers.Accept.ParseAdd(accept);
        return request;
    });

    [Theory]
    [InlineData("filter=x")]
    [InlineData("filter=")]
    [InlineData("filter=a%3D%22x")]
    [InlineData("filter=a%3D%22x%22y%22")]
    [InlineData("filter=%7Ba%3D%22x%22%7D")]
    [InlineData("filter=a-b%3Dx")]
    [InlineData("filter=a%3D~%22(%22")]
    [InlineData("filter=a%3D~x&filter=b")]
    [InlineData("receiver=(")]
    public async Task A_bad_filter(string query)
    {
        await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts?{query}"));
        await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts/groups?{query}"));
        if (!query.StartsWith("receiver", StringComparison.Ordinal)) await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/silences?{query}"));
    }

    [Fact]
    public async Task Every_way_to_narrow_the_list()
    {
        var set = $"set{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        var alerts = string.Join(',', from name in new[] { "Disk", "Cpu", "Memory" }
                                      from i in Enumerable.Range(1, 4)
                                      select $$$"""{"labels":{"alertname":"{{{name}}}","set":"{{{set}}}","instance":"db-{{{i}}}","job":"node{{{i % 2}}}"},"annotations":{"quote":"say \"hi\""},"generatorURL":"http://p/{{{i}}}"}""");
        await sides.ShouldAgreeAsync(() => BothSides.Post("/api/v2/alerts", $"[{alerts},{{\"labels\":{{\"set\":\"{set}\",\"instance\":\"no \\\"name\\\"\"}}}}]"));

        foreach (var filter in new[]
                 {
                     "alertname=\"Disk\"", "alertname=Disk", " alertname = Disk ", "alertname!=Disk", "alertname=~D.*", "alertname=~isk", "alertname!~\"D.*|C.*\"", "alertname=\"\"", "alertname!=\"\"",
                     "instance=\"no \\\"name\\\"\"", "instance=~\"db-[12]\"", "nothing=x", "nothing!=x", "nothing=~.*", "nothing!~.*", "alertname=~Cpu|Disk", "alertname=~\"\"", "instance=~.+\\d",
                 })
        {
            await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts?filter=set%3D{set}&filter={Uri.EscapeDataString(filter)}"));
            await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts/groups?filter=set%3D{set}&filter={Uri.EscapeDataString(filter)}"));
        }

        foreach (var rest in new[] { "receiver=ops.*", "receiver=ops", "receiver=", "receiver=nope", "active=false", "active=0", "active=maybe", "active=", "active=true&active=false", "silenced=false", "inhibited=false", "unprocessed=true" })
        {
            await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts?filter=set%3D{set}&{rest}"));
            await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts/groups?filter=set%3D{set}&{rest}"));
        }
    }

    [Fact]
    public async Task Newer_flags_and_the_other_prefix_work_too()
    {
        var plain = await sides.AskPortalAsync(() => BothSides.Get("/api/v2/alerts/groups?muted=true&receiver_matchers=receiver%3Dopsportal"));
        var prefixed = await sides.AskPortalAsync(() => BothSides.Get("/alertmanager/api/v2/receivers"));
        var nowhere = await sides.AskPortalAsync(() => BothSides.Get("/alertmanager/api/v2/nope"));
        var fine = await sides.AskPortalAsync(() => BothSides.Get("/alertmanager/-/ready"));
        Assert.Equal((200, 200, 404, 200), (plain.Status, prefixed.Status, nowhere.Status, fine.Status));
        Assert.Equal("[{\"name\":\"opsportal\"}]\n", prefixed.Body);
        Assert.Contains("path /alertmanager/api/v2/nope was not found", nowhere.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/alerts")]
    [InlineData("/api/v1/silence/x")]
    [InlineData("/alertmanager/api/v1/status")]
    public async Task The_first_version_is_gone(string path)
    {
        var answer = await sides.AskPortalAsync(() => BothSides.Get(path));
        Assert.Equal((410, "application/json"), (answer.Status, answer.MediaType));
        Assert.StartsWith("{\"status\":\"deprecated\",\"error\":", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboards_learn_the_version_from_the_metrics()
    {
        var metrics = await sides.AskPortalAsync(() => BothSides.Get("/metrics"));
        Assert.Contains("alertmanager_build_info{version=\"0.25.0\"", metrics.Body, StringComparison.Ordinal);
    }
}
