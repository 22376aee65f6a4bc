using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Contracts.Alertmanager;

[CollectionDefinition(nameof(BothSides))]
public sealed class BothSidesCollection : ICollectionFixture<BothSides>;

/// <summary>A real Alertmanager and the portal as a user runs it, side by side, asked the same.</summary>
public sealed partial class BothSides : IAsyncLifetime
{
    private const string Configuration = "route: { receiver: opsportal, group_by: [alertname] }\nreceivers: [ { name: opsportal } ]\n";
    private const string Key = "ops_demo_api_key";

    private readonly HttpClient _http = new();
    private AlertmanagerPeer _alertmanager = null!;
    private PortalProcess _portal = null!;

    /// <summary>The portal's address with the key in it, as <c>amtool</c> takes it.</summary>
    public string PortalUrl => _portal.Url.Replace("://", $"://amtool:{Key}@", StringComparison.Ordinal);

    public string AlertmanagerUrl => _alertmanager.Url;

    public async ValueTask InitializeAsync()
    {
        _alertmanager = await AlertmanagerPeer.StartAsync(Configuration);
        _portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Syslog__Port"] = "0", ["OpsPortal__Otlp__GrpcPort"] = "0" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_portal is not null) await _portal.DisposeAsync();
        if (_alertmanager is not null) await _alertmanager.DisposeAsync();
    }

    public Task<Answer> AskPortalAsync(Func<HttpRequestMessage> request) => AskAsync(_portal.Url, request);

    public Task<Answer> AskAlertmanagerAsync(Func<HttpRequestMessage> request) => AskAsync(_alertmanager.Url, request);

    /// <summary>Asks both the same and expects the same: status, media type, allowed methods and what the body says.</summary>
    public async Task<Answer> ShouldAgreeAsync(Func<HttpRequestMessage> request)
    {
        var (theirs, ours) = (await AskAlertmanagerAsync(request), await AskPortalAsync(request));
        Assert.Equal(theirs.Normal, ours.Normal);
        return ours;
    }

    public static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    public static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };

    private async Task<Answer> AskAsync(string root, Func<HttpRequestMessage> request)
    {
        using var asked = request();
        asked.RequestUri = new Uri(root + asked.RequestUri);
        asked.Headers.Authorization = new("Bearer", Key);
        using var answer = await _http.SendAsync(asked, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var allow = string.Join(',', answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", allow, body);
    }

    public sealed partial record Answer(int Status, string MediaType, string Allow, string Body)
    {
        /// <summary>The answer without what may differ between two runs: instants, ids, wording of foreign parsers, and members newer than 0.25.</summary>
        public string Normal => $"{Status} {MediaType} {Allow} {NormalBody()}";

        private string NormalBody()
        {
            if (!MediaType.StartsWith("application/json", StringComparison.Ordinal) || Body.Length == 0) return Body;
            return Clean(JsonNode.Parse(Body))?.ToJsonString(Plain) ?? "null";
        }

        private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        private static JsonNode? Clean(JsonNode? node) => node switch
        {
            JsonArray list => new JsonArray([.. list.Select(Clean)]),
            JsonObject members => new JsonObject(members.Where(member => member.Key is not ("mutedBy" or "routeLabels")).OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, Clean(member.Value)))),
            JsonValue value when value.TryGetValue<string>(out var text) => Clean(text),
            _ => node?.DeepClone(),
        };

        private static string Clean(string text)
        {
            text = Id().Replace(text, "ID");

            // Only instants of the run itself: what the request said must come back to the letter.
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant) && (instant - TimeProvider.System.GetUtcNow()).Duration() < TimeSpan.FromHours(1)) return "INSTANT";

            // The reference repeats the sender's zone; we say the same instant in UTC.
            if (ZoneAtEnd().IsMatch(text)) return instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            text = Methods().Replace(text, methods => string.Join(',', methods.Value.Split(',').Order(StringComparer.Ordinal)));
            text = Wording().Replace(text, "${kind} …");
            return text == "unprocessed" ? "active" : text;
        }

        [GeneratedRegex("^[0-9-]{10}T[0-9:.]+[+-][0-9:]{5}$")]
        private static partial Regex ZoneAtEnd();

        [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
        private static partial Regex Id();

        [GeneratedRegex("(?<=but \\[)[A-Z,]+(?=\\])")]
        private static partial Regex Methods();

        [GeneratedRegex("(?<kind>failed, because (?!json)|error parsing regexp:|failed, because json: cannot unmarshal [a-z]+ into Go value of type).*$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
        private static partial Regex Wording();
    }
}
