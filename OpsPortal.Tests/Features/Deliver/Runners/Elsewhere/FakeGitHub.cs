using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OpsPortal.Tests.Features.Deliver.Runners.Elsewhere;

/// <summary>The part of GitHub's documented interface that dispatches workflows and tells of their runs.</summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    public const string Token = "ghp_0123456789abcdef";

    private FakeServer? _server;

    /// <summary>Whether a dispatch answers with the run, as newer servers do where they are asked to.</summary>
    public bool TellsRun { get; set; } = true;

    /// <summary>Whether it turns an unknown member away, as older servers do.</summary>
    public bool IsStrict { get; set; }

    /// <summary>Whether the workflow shows our key in the name of its runs; else a step of a job does.</summary>
    public bool NamesRuns { get; set; } = true;

    public string Status { get; set; } = "queued";

    public string? Conclusion { get; set; }

    /// <summary>The inputs of every run that was begun; its id is 100 and its place.</summary>
    public List<Dictionary<string, string>> Runs { get; } = [];

    public List<long> Cancelled { get; } = [];

    public FakeServer Server => _server ?? throw new InvalidOperationException("It is not started.");

    public static async Task<FakeGitHub> StartAsync()
    {
        var hub = new FakeGitHub();
        hub._server = await FakeServer.StartAsync(app =>
        {
            const string Actions = "/api/v3/repos/acme/shop/actions";
            app.Use(async (HttpContext context, RequestDelegate next) =>
            {
                if (context.Request.Headers.Authorization == $"Bearer {Token}" && context.Request.Headers.Accept == "application/vnd.github+json" && context.Request.Headers.UserAgent.Count > 0) await next(context);
                else context.Response.StatusCode = 401;
            });
            app.MapPost($"{Actions}/workflows/deploy.yml/dispatches", hub.DispatchAsync);
            app.MapGet($"{Actions}/workflows/deploy.yml/runs", (string @event) => Results.Json(new { total_count = hub.Runs.Count, workflow_runs = @event == "workflow_dispatch" ? Enumerable.Range(0, hub.Runs.Count).Reverse().Select(hub.Run) : [] }));
            app.MapGet(Actions + "/runs/{id:long}", (long id) => id - 100 < hub.Runs.Count ? Results.Json(hub.Run((int)(id - 100))) : Results.Json(new { message = "Not Found" }, statusCode: 404));
            app.MapGet(Actions + "/runs/{id:long}/jobs", (long id) => Results.Json(new { jobs = new[] { new { name = "deploy", steps = new[] { new { name = $"opsportal {hub.Runs[(int)(id - 100)]["opsportal_run"]}" } } } } }));
            app.MapPost(Actions + "/runs/{id:long}/cancel", (long id) =>
            {
                hub.Cancelled.Add(id);
                return Results.StatusCode(202);
            });
        });
        return hub;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task<IResult> DispatchAsync(HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        var wants = body.TryGetProperty("return_run_details", out var details) && details.GetBoolean();
        if (wants && IsStrict) return Results.Json(new { message = "Invalid request. \"return_run_details\" is not a permitted key." }, statusCode: 422);
        if (body.GetProperty("ref").GetString() != "main") return Results.Json(new { message = "No ref found for: nowhere" }, statusCode: 422);
        Runs.Add(body.GetProperty("inputs").EnumerateObject().ToDictionary(input => input.Name, input => input.Value.GetString() ?? ""));
        var id = 99 + Runs.Count;
        return wants && TellsRun ? Results.Json(new { workflow_run_id = id, run_url = $"{Server.Url}/api/v3/repos/acme/shop/actions/runs/{id}", html_url = Html(id) }) : Results.NoContent();
    }

    private object Run(int place) => new
    {
        id = 100 + place,
        name = "Deploy",
        display_title = NamesRuns ? $"Deploy ({Runs[place]["opsportal_run"]})" : "Deploy",
        status = Status,
        conclusion = Conclusion,
        html_url = Html(100 + place),
    };

    private static string Html(long id) => string.Create(CultureInfo.InvariantCulture, $"https://github.example.org/acme/shop/actions/runs/{id}");
}
