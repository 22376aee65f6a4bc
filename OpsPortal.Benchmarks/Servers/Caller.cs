using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace OpsPortal.Benchmarks.Servers;

/// <summary>A program with every right, by HTTP; what is refused ends the run.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http;

    public Caller(string url)
    {
        _http = new() { BaseAddress = new(url), Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "ops_demo_api_key");
    }

    public async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public Task PostAsync(string path, object body) => PostAsync(path, JsonContent.Create(body));

    /// <summary>Services with what each needs, as a file.</summary>
    public Task ImportAsync(IEnumerable<(string Key, IEnumerable<string> Needs)> services)
    {
        var yaml = new StringBuilder("services:\n");
        foreach (var (key, needs) in services)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"- key: {key}\n  name: {key}\n");
            if (needs.Any()) yaml.Append("  dependencies:\n").AppendJoin("", needs.Select(need => $"  - {{ service: {need}, kind: calls }}\n"));
        }

        return PostAsync("/api/v1/services/import", new StringContent(yaml.ToString(), Encoding.UTF8, "application/yaml"));
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, HttpContent content)
    {
        using (content)
        using (var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content))
        {
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
