using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OpsPortal.Tests.Features.Deliver.Runners.Elsewhere;

/// <summary>The part of Jenkins' documented interface that queues and builds a job with parameters.</summary>
internal sealed class FakeJenkins : IAsyncDisposable
{
    public const string ApiToken = "11aabbccddeeff0011";
    public const string Password = "pass-word-1";
    private const string Crumb = "0123456789abcdef";

    private FakeServer? _server;

    /// <summary>What every item was given; item 40 and its place, build 7 and its place.</summary>
    public List<Dictionary<string, string>> Items { get; } = [];

    /// <summary>Whether items have become builds.</summary>
    public bool Builds { get; set; }

    /// <summary>Whether the queue has forgotten its items.</summary>
    public bool Forgets { get; set; }

    public bool Cancelled { get; set; }

    /// <summary>Null: it still builds.</summary>
    public string? Result { get; set; }

    public List<string> Stopped { get; } = [];

    public FakeServer Server => _server ?? throw new InvalidOperationException("It is not started.");

    public static async Task<FakeJenkins> StartAsync()
    {
        var jenkins = new FakeJenkins();
        jenkins._server = await FakeServer.StartAsync(app =>
        {
            app.Use(jenkins.GuardAsync);
            app.MapGet("/ci/crumbIssuer/api/json", (HttpContext context) =>
            {
                context.Response.Headers.SetCookie = "JSESSIONID=session-1; Path=/ci; HttpOnly";
                return Results.Json(new { crumb = Crumb, crumbRequestField = "Jenkins-Crumb" });
            });
            app.MapPost("/ci/job/shop/job/deploy it/buildWithParameters", jenkins.BuildAsync);
            app.MapGet("/ci/queue/item/{item:int}/api/json", (int item) => jenkins.Forgets ? Results.NotFound()
                : jenkins.Cancelled ? Results.Json(new { cancelled = true })
                : jenkins.Builds ? Results.Json(new { cancelled = false, executable = new { number = item - 33, url = "https://ci.example.org/7/" } })
                : Results.Json(new { cancelled = false, why = "Waiting for next available executor" }));
            app.MapGet("/ci/queue/api/json", () => Results.Json(new { items = jenkins.Builds ? [] : jenkins.Items.Select((given, at) => new { id = 40 + at, actions = Given(given) }) }));
            app.MapGet("/ci/job/shop/job/deploy it/api/json", () => Results.Json(new { builds = jenkins.Builds ? jenkins.Items.Select((given, at) => new { number = 7 + at, actions = Given(given) }) : [] }));
            app.MapGet("/ci/job/shop/job/deploy it/{build:int}/api/json", (int build) => Results.Json(new { number = build, building = jenkins.Result is null, result = jenkins.Result, url = $"https://ci.example.org/{build}/" }));
            app.MapPost("/ci/queue/cancelItem", (int id) => jenkins.Note($"item {id}"));
            app.MapPost("/ci/job/shop/job/deploy it/{build:int}/stop", (int build) => jenkins.Note($"build {build}"));
        });
        return jenkins;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var (token, password) = (Basic(ApiToken), Basic(Password));
        var by = context.Request.Headers.Authorization.ToString();
        var crumbed = context.Request.Headers["Jenkins-Crumb"] == Crumb && context.Request.Headers.Cookie == "JSESSIONID=session-1";
        if (by != token && by != password) context.Response.StatusCode = 401;
        else if (context.Request.Method == "POST" && by == password && !crumbed) context.Response.StatusCode = 403;
        else await next(context);
    }

    private async Task<IResult> BuildAsync(HttpRequest request)
    {
        Items.Add((await request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()));

        // Jenkins names itself by the address it was told, which need not be the one it was reached by.
        return Results.Created($"https://ci.example.org/ci/queue/item/{39 + Items.Count}/", null);
    }

    private IResult Note(string what)
    {
        Stopped.Add(what);
        return Results.NoContent();
    }

    private static object[] Given(Dictionary<string, string> given) => [new { }, new { parameters = given.Select(one => new { name = one.Key, value = one.Value }) }];

    private static string Basic(string key) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"deployer:{key}"))}";
}
