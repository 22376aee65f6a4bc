using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People;

/// <summary>A browser without script: keeps cookies, fills in forms, does not follow redirects.</summary>
public sealed partial class Visitor(PortalHost host)
{
    private readonly HttpClient _browser = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });

    public async Task<Answer> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await AnswerAsync(await _browser.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Opens the page, fills in its form and sends it, hidden fields included.</summary>
    public async Task<Answer> SubmitAsync(string path, params (string Field, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var form = Hidden().Matches(page.Html).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        return await SendAsync(path, [.. form.Select(field => (field.Key, field.Value)), .. fields]);
    }

    /// <summary>Sends a form without having opened it.</summary>
    public async Task<Answer> SendAsync(string path, params (string Field, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));
        return await AnswerAsync(await _browser.PostAsync(path, body, TestContext.Current.CancellationToken));
    }

    public Task<Answer> SignInAsync(string email, string password = DemoPeople.Password, string path = "/sign-in") =>
        SubmitAsync(path, ("email", email), ("password", password));

    /// <summary>Calls the API as a page of the portal does: with the cookie, and a header that no other site can add.</summary>
    public Task<Answer> PostAsync(string path, object body) => CallAsync(HttpMethod.Post, path, body);

    /// <summary>The same with another method.</summary>
    public async Task<Answer> CallAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Requested-With", "a test");
        return await AnswerAsync(await _browser.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private static async Task<Answer> AnswerAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var to = response.Headers.Location;
            return new(response.StatusCode, html, to is null ? null : to.IsAbsoluteUri && to.Host == "localhost" ? to.PathAndQuery : to.ToString());
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}

/// <param name="To">Where a redirect leads; null: none.</param>
public sealed partial record Answer(HttpStatusCode Status, string Html, string? To)
{
    /// <summary>What the page says in its alert; empty: nothing.</summary>
    public string Alert => WebUtility.HtmlDecode(AlertText().Match(Html).Groups[1].Value);

    /// <summary>A member of the JSON that came; empty where there is none.</summary>
    public string this[string member] => Html.StartsWith('{') && JsonDocument.Parse(Html).RootElement.TryGetProperty(member, out var value) ? value.ToString() : "";

    [GeneratedRegex("role=\"(?:alert|status)\">([^<]*)<")]
    private static partial Regex AlertText();
}
