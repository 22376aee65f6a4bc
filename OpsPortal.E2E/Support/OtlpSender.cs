using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpsPortal.Peers;

namespace OpsPortal.E2E.Support;

/// <summary>A service that tells of itself by OTLP over HTTP, in JSON.</summary>
internal sealed class OtlpSender(PortalProcess portal, string service) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new(portal.Url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Senders.IntakeKey) } };

    private object Resource => new { attributes = new[] { Text("service.name", service) } };

    /// <summary>One series, a value each.</summary>
    public Task MeasureAsync(string name, IEnumerable<(DateTimeOffset At, double Value)> points) => PostAsync("/v1/metrics", new
    {
        resourceMetrics = new[] { new { resource = Resource, scopeMetrics = new[] { new { metrics = new[] { new { name, gauge = new { dataPoints = points.Select(point => new { timeUnixNano = Nano(point.At), asDouble = point.Value }) } } } } } } },
    });

    /// <param name="severity">OpenTelemetry's number: 9 is info, 17 error.</param>
    public Task LogAsync(DateTimeOffset at, int severity, string text, string trace = "") => PostAsync("/v1/logs", new
    {
        resourceLogs = new[] { new { resource = Resource, scopeLogs = new[] { new { logRecords = new[] { new { timeUnixNano = Nano(at), severityNumber = severity, body = new { stringValue = text }, traceId = trace } } } } } },
    });

    /// <param name="id">16 hex digits; <paramref name="parent"/> likewise, empty: none.</param>
    public Task SpanAsync(string trace, string id, string parent, string name, DateTimeOffset at, int milliseconds, string error = "") => PostAsync("/v1/traces", new
    {
        resourceSpans = new[]
        {
            new
            {
                resource = Resource,
                scopeSpans = new[]
                {
                    new
                    {
                        spans = new[]
                        {
                            new
                            {
                                traceId = trace, spanId = id, parentSpanId = parent, name, kind = 2, startTimeUnixNano = Nano(at), endTimeUnixNano = Nano(at.AddMilliseconds(milliseconds)),
                                attributes = new[] { Text("http.route", "/orders") }, status = error.Length > 0 ? new { code = 2, message = error } : new { code = 0, message = "" },
                            },
                        },
                    },
                },
            },
        },
    });

    public void Dispose() => _http.Dispose();

    private static object Text(string key, string value) => new { key, value = new { stringValue = value } };

    private static string Nano(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}000000");

    private async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
