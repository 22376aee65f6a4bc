using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OpsPortal.Peers;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Storage;

/// <summary>Whatever befalls the disk while signals come in: what got a 200 is kept, what cannot be kept gets a clear 503, and it passes.</summary>
public sealed class TroubleAtTheIntake
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_answered_with_503_until_there_is_room()
    {
        await using var disk = new SmallDisk();
        await disk.MountAsync(megabytes: 12);
        await using var portal = await PortalProcess.StartAsync(dataDirectory: disk.Folder);
        using var source = Source(portal);
        var accepted = new List<string>();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(source, "before", accepted));

        disk.Fill();
        var answer = HttpStatusCode.OK;
        for (var number = 0; number < 500 && answer == HttpStatusCode.OK; number++) answer = await PostAsync(source, $"during-{number}", accepted);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer);

        disk.Empty();
        await Waiting.UntilAsync(async () => await PostAsync(source, "after", accepted) == HttpStatusCode.OK, () => portal.Log);
        await KeptAsync(portal, accepted);
    }

    [Fact]
    public async Task A_lost_file_is_answered_with_503_until_it_is_back()
    {
        await using var portal = await PortalProcess.StartAsync();
        using var source = Source(portal);
        var accepted = new List<string>();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(source, "before", accepted));

        string[] files = [.. Directory.GetFiles(portal.DataDirectory, "opsportal.db*")];
        foreach (var file in files) File.Move(file, file.Replace("opsportal.db", "away.db", StringComparison.Ordinal));
        await Waiting.UntilAsync(async () => await PostAsync(source, "lost", []) == HttpStatusCode.ServiceUnavailable, () => portal.Log);
        Assert.False(File.Exists(Path.Combine(portal.DataDirectory, "opsportal.db")));
        Assert.Contains("is gone. Put it back", portal.Log, StringComparison.Ordinal);

        foreach (var file in files.Where(file => File.Exists(file.Replace("opsportal.db", "away.db", StringComparison.Ordinal)))) File.Move(file.Replace("opsportal.db", "away.db", StringComparison.Ordinal), file);
        await Waiting.UntilAsync(async () => await PostAsync(source, "after", accepted) == HttpStatusCode.OK, () => portal.Log);
        await KeptAsync(portal, accepted);
    }

    /// <summary>Everything that got a 200 is there, before and after a restart.</summary>
    private static async Task KeptAsync(PortalProcess portal, List<string> accepted)
    {
        Assert.Empty(accepted.Except(await NamesAsync(portal)));
        await portal.KillAsync();
        await portal.StartAgainAsync();
        Assert.Empty(accepted.Except(await NamesAsync(portal)));
    }

    private static async Task<List<string>> NamesAsync(PortalProcess portal)
    {
        using var reader = Source(portal, "ops_demo_api_key");
        var alerts = await reader.GetFromJsonAsync<JsonElement>(new Uri("/api/v2/alerts", UriKind.Relative), Stopping);
        return [.. alerts.EnumerateArray().Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!)];
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient source, string name, List<string> accepted)
    {
        using var answer = await source.PostAsJsonAsync(new Uri("/api/v2/alerts", UriKind.Relative),
            new[] { new { labels = new { alertname = name }, annotations = new { description = new string('x', 20_000) } } }, Stopping);
        if (answer.IsSuccessStatusCode) accepted.Add(name);
        return answer.StatusCode;
    }

    private static HttpClient Source(PortalProcess portal, string key = "ops_demo_intake_key") =>
        new() { BaseAddress = new Uri(portal.Url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
