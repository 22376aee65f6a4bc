using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>Signed in by cookie, as a page of the portal is, or a page of another site that hopes so.</summary>
public sealed class CallingFromABrowser(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_with_the_cookie_alone_and_changes_only_what_the_portal_s_own_pages_ask_for()
    {
        using var api = new Caller(portal);
        var at = $"/api/v1/events/{await api.RaiseAsync("FromBrowser")}";
        using var browser = await SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(at, Stopping)).StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, true), await CommentAsync(browser, at));
        Assert.Equal((HttpStatusCode.Forbidden, true), await CommentAsync(browser, at, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal((HttpStatusCode.Forbidden, true), await CommentAsync(browser, at, ("Sec-Fetch-Site", "same-site")));
        Assert.Equal((HttpStatusCode.OK, false), await CommentAsync(browser, at, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal((HttpStatusCode.OK, false), await CommentAsync(browser, at, ("X-Requested-With", "curl")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/events?owner=me", Stopping)).StatusCode);
    }

    [Fact]
    public async Task Shows_the_operations_without_asking_any_other_site_for_anything()
    {
        using var browser = await SignInAsync();
        using var slash = await browser.GetAsync("/api", Stopping);
        Assert.Equal(HttpStatusCode.Redirect, slash.StatusCode);
        var page = await browser.GetStringAsync(new Uri(new("http://localhost/api"), slash.Headers.Location!), Stopping);
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page.Replace("http://localhost", "", StringComparison.Ordinal).Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var script in System.Text.RegularExpressions.Regex.Matches(page, "src=\"([^\"]+)\"").Select(match => match.Groups[1].Value))
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(new("http://localhost/api/"), script), Stopping)).StatusCode);
    }

    private async Task<HttpClient> SignInAsync()
    {
        var browser = portal.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = true, AllowAutoRedirect = false });
        var form = await browser.GetStringAsync("/sign-in", Stopping);
        var hidden = System.Text.RegularExpressions.Regex.Matches(form, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"").ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        using var body = new FormUrlEncodedContent([.. hidden, new("email", "operator@demo.local"), new("password", DemoPeople.Password)]);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/sign-in", body, Stopping)).StatusCode);
        return browser;
    }

    private static async Task<(HttpStatusCode Status, bool CrossSite)> CommentAsync(HttpClient browser, string at, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{at}/comments") { Content = JsonContent.Create(new { text = "seen" }) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await browser.SendAsync(request, Stopping);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Stopping)).Contains("\"cross-site\"", StringComparison.Ordinal));
    }
}
