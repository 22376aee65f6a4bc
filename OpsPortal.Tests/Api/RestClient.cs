using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>A program that talks to the portal with a key.</summary>
internal sealed class RestClient(PortalHost host, string? key = DemoPeople.EveryScopeKey)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public HttpClient Http { get; } = Client(host, key);

    /// <summary>Has a source fire, as Prometheus does; answers with the number of the event.</summary>
    public async Task<string> FireAsync(string alertname, string severity = "warning")
    {
        var alerts = new[] { new { labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["alertname"] = alertname, ["severity"] = severity } } };
        using var answer = await Http.PostAsJsonAsync("/api/v2/alerts", alerts, Stopping);
        answer.EnsureSuccessStatusCode();
        var found = await GetAsync($"/api/v1/events?state=all&order=newest&q={Uri.EscapeDataString(alertname)}");
        return found.GetProperty("items")[0].GetProperty("number").GetString()!;
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path, Stopping);

    /// <summary>Status, code (empty where there is none) and body of an answer, whatever it is.</summary>
    public async Task<(int Status, string Code, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string raw) request.Content = new StringContent(raw, MediaTypeHeaderValue.Parse("application/json"));
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await Http.SendAsync(request, Stopping);
        var text = await answer.Content.ReadAsStringAsync(Stopping);
        var json = text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
        var code = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("code", out var told) ? told.GetString()! : "";
        if (code.Length > 0) Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return ((int)answer.StatusCode, code, json);
    }

    private static HttpClient Client(PortalHost host, string? key)
    {
        var http = host.CreateClient(new() { AllowAutoRedirect = false });
        if (key is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }
}
