using System.Text.Json;

namespace OpsPortal.Tests.Contracts.Alertmanager;

/// <summary>Silences are set, changed, listed and ended as a real Alertmanager does it.</summary>
[Collection(nameof(BothSides))]
public sealed class SilencesAgree(BothSides sides)
{
    private const string Rest = "\"startsAt\":\"2020-01-01T00:00:00Z\",\"endsAt\":\"2036-01-01T00:00:00Z\",\"createdBy\":\"me\",\"comment\":\"why\"";
    private const string Matchers = "\"matchers\":[{\"name\":\"row\",\"value\":\"$ROW\",\"isRegex\":false}]";

    public static TheoryData<string> Bodies => new(
        "", "  ", "null", "[]", "\"x\"", "{}", "garbage", $"{{{Matchers}}}", $"{{{Matchers},{Rest}}}", $"{{{Matchers},{Rest}", $"{{{Matchers},{Rest}}} x",
        $"{{\"matchers\":[],{Rest}}}", $"{{\"matchers\":null,{Rest}}}", $"{{\"matchers\":{{}},{Rest}}}", $"{{\"matchers\":\"x\",{Rest}}}",
        With("{}"), With("{\"name\":\"row\"}"), With("{\"name\":\"row\",\"value\":\"x\"}"), With("{\"isRegex\":true,\"value\":\"x\"}"), With("{\"isRegex\":true,\"name\":\"x\"}"),
        With("{\"name\":\"row\",\"value\":\"\",\"isRegex\":false}"), With("{\"name\":\"\",\"value\":\"x\",\"isRegex\":false}"), With("{\"name\":\"a-b\",\"value\":\"x\",\"isRegex\":false}"),
        With("{\"name\":\"row\",\"value\":\"(\",\"isRegex\":true}"), With("{\"name\":\"row\",\"value\":\".*\",\"isRegex\":true}"), With("{\"name\":\"row\",\"value\":\"$ROW|x\",\"isRegex\":true}"),
        With("{\"name\":\"row\",\"value\":\"$ROW\",\"isRegex\":false,\"isEqual\":false}"), With("{\"name\":\"row\",\"value\":\"\",\"isRegex\":false,\"isEqual\":false}"),
        With("{\"name\":\"row\",\"value\":5,\"isRegex\":false}"), With("{\"name\":\"row\",\"value\":\"x\",\"isRegex\":\"no\"}"),
        With("{\"name\":\"row\",\"value\":\"$ROW\",\"isRegex\":false},{\"name\":\"b\",\"value\":\".*\",\"isRegex\":true,\"isEqual\":true,\"junk\":{}}"),
        At("2036-01-01T00:00:00Z", "2035-01-01T00:00:00Z"), At("2036-01-01T00:00:00Z", "2036-01-01T00:00:00Z"), At("2016-01-01T00:00:00Z", "2017-01-01T00:00:00Z"),
        At("0001-01-01T00:00:00Z", "2037-01-01T00:00:00Z"), At("", "2037-01-01T00:00:00Z"), At("x", "2037-01-01T00:00:00Z"), At("2035-01-01T00:00:00Z", "2037-01-01T00:00:00Z"),
        $"{{{Matchers},\"endsAt\":\"2037-01-01T00:00:00Z\",\"createdBy\":\"\",\"comment\":\"\"}}", $"{{{Matchers},\"startsAt\":\"2030-01-01T00:00:00Z\",\"createdBy\":\"\",\"comment\":\"\"}}",
        $"{{{Matchers},\"startsAt\":\"2030-01-01T00:00:00Z\",\"endsAt\":\"2037-01-01T00:00:00Z\",\"comment\":\"\"}}", $"{{{Matchers},\"startsAt\":5,\"endsAt\":\"2037-01-01T00:00:00Z\",\"comment\":\"\"}}",
        $"{{\"id\":\"nope\",{Matchers},{Rest}}}", $"{{\"id\":\"11111111-1111-1111-1111-111111111111\",{Matchers},{Rest}}}", $"{{\"id\":\"\",{Matchers},{Rest}}}", $"{{\"id\":null,{Matchers},{Rest},\"junk\":[1]}}",
        $"{{\"id\":5,{Matchers},{Rest}}}");

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_posted_silence(string body)
    {
        var row = Row();
        await sides.ShouldAgreeAsync(() => BothSides.Post("/api/v2/silences", body.Replace("$ROW", row, StringComparison.Ordinal)));
        await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/silences?filter=row%3D{row}"));
    }

    [Theory]
    [InlineData("GET", "11111111-1111-1111-1111-111111111111")]
    [InlineData("GET", "nope")]
    [InlineData("DELETE", "nope")]
    public Task An_id_that_is_none(string method, string id) => sides.ShouldAgreeAsync(() => new(new(method), $"/api/v2/silence/{id}"));

    [Fact]
    public async Task An_unknown_silence_cannot_be_ended()
    {
        // The reference of 0.25 answers 500 here, its successors 404.
        var answer = await sides.AskPortalAsync(() => new(HttpMethod.Delete, "/api/v2/silence/11111111-1111-1111-1111-111111111111"));
        Assert.Equal((404, "\"silence not found\"\n"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("the end moves", "row", "2020-01-01T00:00:00Z", "START", "2040-01-01T00:00:00Z", true)]
    [InlineData("the start of an active one moves", "row", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z", false)]
    [InlineData("the start of a pending one moves", "row", "2035-01-01T00:00:00Z", "2034-01-01T00:00:00Z", "2040-01-01T00:00:00Z", true)]
    [InlineData("a pending one begins now", "row", "2035-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z", false)]
    [InlineData("other matchers", "other", "2020-01-01T00:00:00Z", "START", "2040-01-01T00:00:00Z", false)]
    [InlineData("no legal time", "row", "2020-01-01T00:00:00Z", "START", "2020-01-02T00:00:00Z", true)]
    public async Task A_change(string story, string name, string startsAt, string newStart, string newEnd, bool sameId)
    {
        var row = Row();
        var kept = new List<bool>();
        foreach (var ask in new[] { sides.AskAlertmanagerAsync, sides.AskPortalAsync })
        {
            var id = await SetAsync(ask, $"{{{Matchers.Replace("$ROW", row, StringComparison.Ordinal)},\"startsAt\":\"{startsAt}\",\"endsAt\":\"2036-01-01T00:00:00Z\",\"createdBy\":\"me\",\"comment\":\"{story}\"}}");
            var start = newStart == "START" ? JsonDocument.Parse((await ask(() => BothSides.Get($"/api/v2/silence/{id}"))).Body).RootElement.GetProperty("startsAt").GetString() : newStart;
            var change = await ask(() => BothSides.Post("/api/v2/silences", $"{{\"id\":\"{id}\",\"matchers\":[{{\"name\":\"{name}\",\"value\":\"{row}\",\"isRegex\":false}}],\"startsAt\":\"{start}\",\"endsAt\":\"{newEnd}\",\"createdBy\":\"you\",\"comment\":\"changed\"}}"));
            kept.Add(change.Status != 200 || change.Body.Contains(id, StringComparison.Ordinal));
        }

        Assert.Equal([sameId, sameId], kept);
        await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/silences?filter=row%3D{row}"));
        await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/silences?filter=other%3D{row}"));
    }

    [Fact]
    public async Task Ending_twice_and_changing_what_has_ended()
    {
        var row = Row();
        foreach (var ask in new[] { sides.AskAlertmanagerAsync, sides.AskPortalAsync })
        {
            var body = $"{{{Matchers.Replace("$ROW", row, StringComparison.Ordinal)},{Rest}}}";
            var id = await SetAsync(ask, body);
            Assert.Equal(200, (await ask(() => new(HttpMethod.Delete, $"/api/v2/silence/{id}"))).Status);
            Assert.Equal((200, "", ""), await ask(() => new(HttpMethod.Delete, $"/api/v2/silence/{id}")) is var again ? (again.Status, again.Body, again.MediaType) : default);
            Assert.NotEqual(id, await SetAsync(ask, $"{{\"id\":\"{id}\",{body[1..]}"));
        }

        await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/silences?filter=row%3D{row}"));
    }

    [Fact]
    public async Task A_silence_shows_on_its_alert_at_once()
    {
        var row = Row();
        await sides.ShouldAgreeAsync(() => BothSides.Post("/api/v2/alerts", $"[{{\"labels\":{{\"row\":\"{row}\",\"b\":\"c\"}}}}]"));
        await sides.ShouldAgreeAsync(() => BothSides.Post("/api/v2/silences", $"{{{Matchers.Replace("$ROW", row, StringComparison.Ordinal)},{Rest}}}"));
        var shown = await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts?filter=row%3D{row}"));
        Assert.Contains("suppressed", shown.Body, StringComparison.Ordinal);
        foreach (var flags in new[] { "silenced=false", "active=false", "active=false&silenced=false", "silenced=1&active=0", "silenced=yes", "silenced=", "inhibited=false&unprocessed=false" })
            await sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts?filter=row%3D{row}&{flags}"));
    }

    private static string With(string matchers) => $"{{\"matchers\":[{matchers}],{Rest}}}";

    private static string At(string startsAt, string endsAt) => $"{{{Matchers},\"startsAt\":\"{startsAt}\",\"endsAt\":\"{endsAt}\",\"createdBy\":\"\",\"comment\":\"\"}}";

    private static async Task<string> SetAsync(Func<Func<HttpRequestMessage>, Task<BothSides.Answer>> ask, string body)
    {
        var answer = await ask(() => BothSides.Post("/api/v2/silences", body));
        Assert.Equal(200, answer.Status);
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("silenceID").GetString()!;
    }

    private static string Row() => $"row{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
}
