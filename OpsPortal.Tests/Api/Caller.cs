using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>A program outside, with a key of the demo organisation.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _client;

    public Caller(PortalHost portal, string? key = DemoPeople.EveryScopeKey)
    {
        _client = portal.CreateClient();
        if (key is not null) _client.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>Raises an event and returns its number.</summary>
    public async Task<string> RaiseAsync(string alert, string severity = "critical")
    {
        using var answer = await _client.PostAsJsonAsync("/api/v2/alerts", new[] { new { labels = new { alertname = alert, severity }, annotations = new { summary = alert } } }, Stopping);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await GetAsync($"/api/v1/events?q={alert}")).Body.GetProperty("items")[0].GetProperty("number").GetString()!;
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, string? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, json, headers);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _client.SendAsync(request, Stopping);
        var text = await answer.Content.ReadAsStringAsync(Stopping);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true && text.StartsWith('{') && !text.Contains("}\n{", StringComparison.Ordinal);
        return new(answer.StatusCode, text, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, answer.Headers.ETag?.Tag, answer.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => _client.Dispose();
}

internal sealed record Reply(HttpStatusCode Status, string Text, JsonElement Body, string? ETag, TimeSpan? RetryAfter)
{
    /// <summary>Status and code of a problem, as <c>409 event.not-open</c>.</summary>
    public string Problem => string.Create(CultureInfo.InvariantCulture, $"{(int)Status} {Member("code")}");

    public string Detail => Member("detail");

    /// <summary>A member of the answer as text.</summary>
    public string this[string member] => Member(member);

    public IReadOnlyList<string> Each(string member) => [.. Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(member).ToString())];

    private string Member(string member) => Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty(member, out var value) ? value.ToString() : Text;
}
