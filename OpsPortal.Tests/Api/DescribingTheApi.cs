using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>The description of the API and the page it is read on.</summary>
public sealed partial class DescribingTheApi(PortalHost host) : IClassFixture<PortalHost>
{
    private readonly RestClient _client = new(host);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_as_committed()
    {
        var document = await _client.GetAsync("/openapi/v1.json");
        Snapshot.Matches("OpsPortal.Tests/Contracts/openapi.v1.json", JsonSerializer.Serialize(document, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    [Fact]
    public async Task Is_read_on_a_page_that_needs_nothing_from_elsewhere()
    {
        using var answer = await _client.Http.GetAsync(new Uri("/api/", UriKind.Relative), Stopping);
        var html = await answer.Content.ReadAsStringAsync(Stopping);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Empty(Elsewhere().Matches(html).Select(match => match.Value));
        foreach (Match script in Scripts().Matches(html))
        {
            using var found = await _client.Http.GetAsync(new Uri(new Uri("http://localhost/api/"), script.Groups[1].Value), Stopping);
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        }
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/")]
    public async Task Is_shown_only_to_those_who_use_the_portal(string path)
    {
        using var answer = await new RestClient(host, null).Http.GetAsync(new Uri(path, UriKind.Relative), Stopping);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [GeneratedRegex("(?:src|href)=[\"'](?:https?:)?//[^\"']+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<script[^>]* src=[\"']([^\"']+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();
}
