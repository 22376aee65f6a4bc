using System.Net.Http.Headers;

namespace OpsPortal.Tests.Contracts.Alertmanager;

/// <summary>What is posted is answered and kept as a real Alertmanager does; each row is asked of both.</summary>
[Collection(nameof(BothSides))]
public sealed class PostingAlertsAgrees(BothSides sides)
{
    private const string Ok = """{"labels":{"alertname":"Sound","row":"$ROW"}}""";

    /// <summary>Bodies; <c>$ROW</c> is replaced by a value of its own, by which the row is found again.</summary>
    public static TheoryData<string> Bodies => new(
        "[]", "", "   ", "null", "{}", "\"x\"", "5", "true", "garbage", "[1]", "[[]]", "[\"x\"]", "[true]",
        "[{}]", "[{},{}]", """[{"labels":{}}]""", """[{"labels":null}]""", """[{"labels":[]}]""", """[{"labels":"x"}]""", """[{"labels":5}]""",
        """[{"labels":{"row":1}}]""", """[{"labels":{"row":true}}]""", """[{"labels":{"row":{}}}]""", """[{"labels":{"row":["x"]}}]""",
        """[{"labels":{"row":null}}]""", """[{"labels":{"row":"$ROW","a":null}}]""", """[{"labels":{"a":""}}]""", """[{"labels":{"row":"$ROW","a":""}}]""",
        """[{"labels":{"row":"$ROW","a-b":"x"}}]""", """[{"labels":{"row":"$ROW","a-b":""}}]""", """[{"labels":{"row":"$ROW","":"x"}}]""", """[{"labels":{"row":"$ROW","1a":"x"}}]""",
        """[{"labels":{"row":"$ROW","a:b":"x"}}]""", """[{"labels":{"row":"$ROW","ä":"x"}}]""", """[{"labels":{"row":"$ROW","__x":"x"}}]""",
        """[{"labels":{"row":"$ROW","a":"x","a":"y"}}]""", """[{"labels":{"row":"$ROW","a":"x","a":""}}]""",
        """[{"labels":{"row":"$ROW"},"annotations":{"a-b":"x"}}]""", """[{"labels":{"row":"$ROW"},"annotations":{"a":5}}]""",
        """[{"labels":{"row":"$ROW"},"annotations":[]}]""", """[{"labels":{"row":"$ROW"},"annotations":null}]""", """[{"labels":{"row":"$ROW"},"annotations":{"b":"ü\n\"\\ \u00e9 \ud83d\ude00","a":"x"}}]""",
        """[{"labels":{"row":"$ROW"},"annotations":null,"startsAt":null,"endsAt":null,"generatorURL":null}]""",
        """[{"Labels":{"row":"$ROW"},"ANNOTATIONS":{"a":"b"},"StartsAt":"2020-01-01T00:00:00Z"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":""}]""", """[{"labels":{"row":"$ROW"},"endsAt":""}]""", """[{"labels":{"row":"$ROW"},"startsAt":"nope"}]""", """[{"labels":{"row":"$ROW"},"startsAt":5}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":{}}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T12:34"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T12:34Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T12:34+01:00"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01 00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01 01:02:03"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01 01:02:03.5"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00.123456789123Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00,5Z"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00.Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00+02:00"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00-0230"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00.5+0230"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01t00:00:00z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:60Z"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T24:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-13-01T00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2021-02-29T00:00:00Z"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-02-29T00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"10000-01-01T00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"0001-01-01T00:00:00Z"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"0001-01-01T00:00:00.000Z","endsAt":"0001-01-01T00:00:00.000Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"0001-01-02T00:00:00Z"}]""",
        """[{"labels":{"row":"$ROW"},"endsAt":"9999-12-31T23:59:59Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"1969-07-20T20:17:40Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020\u002d01-01T00:00:00Z"}]""",
        """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00Z","endsAt":"2021-01-01T00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2020-01-01T00:00:00Z","endsAt":"2035-01-01T00:00:00Z"}]""",
        """[{"labels":{"row":"$ROW"},"endsAt":"2035-01-01T00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2035-01-01T00:00:00Z","endsAt":"2034-01-01T00:00:00Z"}]""", """[{"labels":{"row":"$ROW"},"startsAt":"2035-01-01T00:00:00Z"}]""",
        """[{"labels":{},"startsAt":"2035-01-01T00:00:00Z"},{"labels":{"row":"$ROW"}},{"labels":{"b-b":"1"}}]""", $$$"""[{{{Ok}}},{}]""", $$$"""[{{{Ok}}},5]""", $$$"""[{{{Ok}}},{"labels":{}}]""", $$$"""[{},{{{Ok}}},{"labels":{"u":"1"},"generatorURL":"nope"}]""",
        $$$"""[{"labels":{"u":"1"},"generatorURL":"nope"},{}]""", $$$"""[{"generatorURL":"nope"}]""", $$$"""[{{{Ok}}}] trailing""", $$$"""[{{{Ok}}}][]""", $$$"""[{{{Ok}}},]""", $$$"""[{{{Ok}}}""", $$$"""{{{Ok}}}""",
        """[{"labels":{"row":"$ROW"},"generatorURL":5}]""", """[{"labels":{"row":"$ROW","a":"\ud800"}}]""", """[{"labels":{"row":"$ROW","a":"\udc00x\ud800"}}]""", "[{\"labels\":{\"row\":\"$ROW\",\"a\":\"raw\ttab\"}}]",
        """[{"labels":{"row":"$ROW"},"unknown":{"deep":[1,2,{"x":null}],"more":"y"}}]""", """[{"labels":{"row":"$ROW"},"deep":""" + new string('[', 500) + new string(']', 500) + "}]");

    public static TheoryData<string> Urls => new(
        "", "nope", "/relative", "//x", "*", "http://prometheus:9090/graph?g0.expr=up%7Bjob%3D%22x%22%7D&g0.tab=1", "http://x y", "http://[::1", "http://[::1]:90/a", "http://h:port/", "http://h:80x", "http://a b@h/",
        "http://user:pw@h/p", "http://h/%zz", "http://h/%41?%zz", "mailto:a@b", "urn:x", ":x", "1http://x", "ht_tp://x", "http:", "http://", "HTTP://X", "?x", "#x", "http://h/a b", "http://h/ü", "http://ü/", "http://h/#f rag", "http://h\\x/");

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task A_body(string body) => SameAnswerAndSameAlertsAsync(body);

    [Theory]
    [MemberData(nameof(Urls))]
    public Task A_generator_url(string url) =>
        SameAnswerAndSameAlertsAsync($$"""[{"labels":{"row":"$ROW"},"generatorURL":"{{url.Replace("\\", "\\\\", StringComparison.Ordinal)}}"}]""");

    [Theory]
    [InlineData("a reload of the same", """{"startsAt":"2020-01-01T00:00:00Z"}""", """{"startsAt":"2020-01-01T00:00:00Z"}""")]
    [InlineData("an earlier start", """{"startsAt":"2020-01-02T00:00:00Z"}""", """{"startsAt":"2020-01-01T00:00:00Z"}""")]
    [InlineData("a later start", """{"startsAt":"2020-01-01T00:00:00Z"}""", """{"startsAt":"2020-01-02T00:00:00Z"}""")]
    [InlineData("an explicit end, then none", """{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2035-01-01T00:00:00Z"}""", """{"startsAt":"2020-01-01T00:00:00Z"}""")]
    [InlineData("no end, then an explicit one", """{"startsAt":"2020-01-01T00:00:00Z"}""", """{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2035-01-01T00:00:00Z"}""")]
    [InlineData("an earlier explicit end", """{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2036-01-01T00:00:00Z"}""", """{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2035-01-01T00:00:00Z"}""")]
    [InlineData("other annotations", """{"annotations":{"a":"1"},"generatorURL":"http://a"}""", """{"annotations":{"b":"2"}}""")]
    [InlineData("resolved", """{"startsAt":"2020-01-01T00:00:00Z"}""", """{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2021-01-01T00:00:00Z"}""")]
    [InlineData("resolved, then firing anew", """{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2021-01-01T00:00:00Z"}""", """{"startsAt":"2022-01-01T00:00:00Z"}""")]
    public async Task Two_alerts_of_the_same_labels(string story, string first, string second)
    {
        var row = Row();
        foreach (var alert in new[] { first, second })
        {
            var body = $$"""[{"labels":{"row":"{{row}}","story":"{{story}}"},{{alert[1..]}}]""";
            await sides.ShouldAgreeAsync(() => BothSides.Post("/api/v2/alerts", body));
        }

        await SameAlertsAsync(row);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/xml")]
    [InlineData(";;;")]
    [InlineData("application/x-www-form-urlencoded")]
    public Task A_media_type(string? type) => sides.ShouldAgreeAsync(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/alerts") { Content = new ByteArrayContent("[]"u8.ToArray()) };
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    });

    [Fact]
    public Task A_body_without_length() => sides.ShouldAgreeAsync(() =>
    {
        var request = BothSides.Post("/api/v2/alerts", $$$"""[{"labels":{"row":"{{{Row()}}}"}}]""");
        request.Headers.TransferEncodingChunked = true;
        return request;
    });

    [Fact]
    public Task A_sender_that_takes_no_json() => sides.ShouldAgreeAsync(() =>
    {
        var request = BothSides.Post("/api/v2/alerts", "[]");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return request;
    });

    private async Task SameAnswerAndSameAlertsAsync(string body)
    {
        var row = Row();
        await sides.ShouldAgreeAsync(() => BothSides.Post("/api/v2/alerts", body.Replace("$ROW", row, StringComparison.Ordinal)));
        await SameAlertsAsync(row);
    }

    private Task SameAlertsAsync(string row) => sides.ShouldAgreeAsync(() => BothSides.Get($"/api/v2/alerts?filter=row%3D{row}"));

    private static string Row() => $"row{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
}
