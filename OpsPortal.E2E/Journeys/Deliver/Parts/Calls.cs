using System.Text.Json;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;

namespace OpsPortal.E2E.Journeys.Deliver.Parts;

/// <summary>The portal's interface, called as the person who is signed in on the page.</summary>
internal static class Calls
{
    private static readonly Dictionary<string, string> Headers = new() { ["X-Requested-With"] = "journey" };

    public static Task<JsonElement> PostAsync(this Visit visit, string path, object body) => SendAsync(visit, "POST", path, body);

    /// <summary>Posts nothing, where a refusal is expected.</summary>
    public static Task<IAPIResponse> TryAsync(this Visit visit, string path) => visit.Page.APIRequest.FetchAsync(path, new() { Method = "POST", DataObject = new { }, Headers = Headers });

    public static Task<JsonElement> PutAsync(this Visit visit, string path, object body) => SendAsync(visit, "PUT", path, body);

    public static async Task<JsonElement> ReadAsync(this Visit visit, string path)
    {
        var answer = await visit.Page.APIRequest.GetAsync(path);
        Assert.True(answer.Ok, $"{path}: {answer.Status} {await answer.TextAsync()}");
        return JsonDocument.Parse(await answer.TextAsync()).RootElement.Clone();
    }

    /// <summary>Approves what is shown now, with the password once more.</summary>
    public static async Task ApproveAsync(this Visit approver, string change)
    {
        var stepUp = (await approver.PostAsync("/api/v1/step-ups", new { password = "OpsPortal-Demo-1" })).GetProperty("id").GetString();
        var now = await approver.ReadAsync($"/api/v1/changes/{change}");
        await approver.PostAsync($"/api/v1/changes/{change}/approval", new { stepUp, contentHash = now.GetProperty("round").GetProperty("contentHash").GetString(), seen = now.GetProperty("seen").GetString(), reason = "Looked at it" });
    }

    private static async Task<JsonElement> SendAsync(Visit visit, string method, string path, object body)
    {
        var answer = await visit.Page.APIRequest.FetchAsync(path, new() { Method = method, DataObject = body, Headers = Headers });
        var text = await answer.TextAsync();
        Assert.True(answer.Ok, $"{path}: {answer.Status} {text}");
        return text.Length > 0 ? JsonDocument.Parse(text).RootElement.Clone() : default;
    }
}
