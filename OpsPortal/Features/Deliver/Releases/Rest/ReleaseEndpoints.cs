using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Releases.Rest;

/// <summary>What every act on a release over HTTP has in common.</summary>
internal sealed record ReleaseAct
{
    [FromRoute(Name = "number"), Description("REL-7 or 7")]
    public required ReleaseNumber Number { get; init; }

    public required HttpContext Request { get; init; }

    public required ReleaseQueries Releases { get; init; }

    /// <summary>Carries the act out and answers with the release as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<ActingSession, ReleaseNumber, CancellationToken, Task<Outcome<Release>>> act)
    {
        var outcome = await act(Request.ActingSession(), Number, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await ReleaseAnswer.ReadAsync(Releases, Number, CancellationToken.None);
    }
}

/// <summary>One release.</summary>
internal static class ReleaseAnswer
{
    public static async Task<IResult> ReadAsync(ReleaseQueries releases, ReleaseNumber number, CancellationToken stopping) =>
        await releases.ViewAsync(number, stopping) is { } view ? Results.Ok(ReleaseDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    /// <summary>Names a route that acts on one release, and says what it answers.</summary>
    public static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<ReleaseDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Releases over HTTP. Each act answers with the release after it.</summary>
internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var releases = routes.MapGroup("/releases").WithTags("Releases").RequireAuthorization(Permissions.ReleasesRead);
        releases.MapGet("", ListAsync).WithName("ListReleases").WithSummary("List releases, the newest first").Produces<Page<ReleaseItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        releases.MapGet("/{number}", (ReleaseNumber number, ReleaseQueries all, CancellationToken stopping) => ReleaseAnswer.ReadAsync(all, number, stopping))
            .WithName("ReadRelease").WithSummary("Read one release with its contents, where they run, its tasks and its switch").Produces<ReleaseDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        releases.MapGet("/{number}/timeline", TimelineAsync).WithName("ReadReleaseTimeline").WithSummary("Read the timeline of a release, oldest first").Produces<Page<ReleaseEntryItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        releases.MapPost("/{number}/comments", ([AsParameters] ReleaseAct act, ReleaseNote body, CommentOnRelease comment) => act.RunAsync((by, number, stopping) => comment.RunAsync(by, number, body.Text, stopping))).As("CommentOnRelease", "Comment");
        var writing = releases.MapGroup("").RequireAuthorization(Permissions.ReleasesWrite);
        writing.MapPost("", PlanAsync).WithName("PlanRelease").WithSummary("Plan a release").Produces<ReleaseDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        MapWriting(writing.MapGroup("/{number}"));
        MapTasks(releases.MapGroup("/{number}/tasks"));
        MapDeciding(releases.MapGroup("/{number}").RequireAuthorization(Permissions.ReleasesDecide));
    }

    private static void MapWriting(IEndpointRouteBuilder one)
    {
        one.MapPut("", EditAsync).As("EditRelease", "Change what it says; what was decided is open again");
        one.MapPost("/cancellation", ([AsParameters] ReleaseAct act, ReleaseNote body, ReplanRelease replan) => act.RunAsync((by, number, stopping) => replan.CancelAsync(by, number, body.Text, stopping))).As("CancelRelease", "Call off before anybody has it");
        one.MapPost("/replanning", ([AsParameters] ReleaseAct act, ReleaseNote body, ReplanRelease replan) => act.RunAsync((by, number, stopping) => replan.PlanAgainAsync(by, number, body.Text, stopping))).As("ReplanRelease", "Prepare one again that was withdrawn");
    }

    /// <summary>Whoever owns a task may end it without the right to change releases, so the use case asks for that.</summary>
    private static void MapTasks(RouteGroupBuilder tasks)
    {
        var writing = tasks.MapGroup("").RequireAuthorization(Permissions.ReleasesWrite);
        writing.MapPost("", ([AsParameters] ReleaseAct act, TaskBody body, ReleaseTasks all) => act.RunAsync((by, number, stopping) => all.AddAsync(by, number, body.Read(), stopping))).As("AddReleaseTask", "Add a task");
        writing.MapPut("/{task:int}/owner", ([AsParameters] ReleaseAct act, int task, TaskOwnerBody body, ReleaseTasks all) => act.RunAsync((by, number, stopping) => all.GiveAsync(by, number, task, new(body.Owner), stopping))).As("GiveReleaseTask", "Give a task to somebody else");
        tasks.MapPost("/{task:int}/end", ([AsParameters] ReleaseAct act, int task, TaskEndBody body, ReleaseTasks all) => act.RunAsync((by, number, stopping) => all.EndAsync(by, number, task, body.Note, body.Waived, stopping))).As("EndReleaseTask", "Say that a task is done, or need not be");
        tasks.MapPost("/{task:int}/reopening", ([AsParameters] ReleaseAct act, int task, ReleaseNote body, ReleaseTasks all) => act.RunAsync((by, number, stopping) => all.ReopenAsync(by, number, task, body.Text, stopping))).As("ReopenReleaseTask", "Say that a task is not done after all");
    }

    private static void MapDeciding(IEndpointRouteBuilder one)
    {
        one.MapPost("/go", ([AsParameters] ReleaseAct act, ReleaseNote body, DecideOnRelease decide) => act.RunAsync((by, number, stopping) => decide.GoAsync(by, number, body.Text, stopping))).As("GoForRelease", "Decide that it goes out");
        one.MapPost("/no-go", ([AsParameters] ReleaseAct act, ReleaseNote body, DecideOnRelease decide) => act.RunAsync((by, number, stopping) => decide.NoGoAsync(by, number, body.Text, stopping))).As("NoGoForRelease", "Decide that it does not go out as it is");
        one.MapPost("/publication", ([AsParameters] ReleaseAct act, DecideOnRelease decide) => act.RunAsync(decide.PublishAsync)).As("PublishRelease", "Release: its audience has it, its switch is turned on");
        one.MapPost("/withdrawal", ([AsParameters] ReleaseAct act, ReleaseNote body, DecideOnRelease decide) => act.RunAsync((by, number, stopping) => decide.WithdrawAsync(by, number, body.Text, stopping))).As("WithdrawRelease", "Take it away from its audience, its switch is turned off");
    }

    private static async Task<IResult> ListAsync([AsParameters] ReleaseListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, ReleaseQueries releases, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, ReleaseQueries.IsCursor);
        if (read.Refusal is { } why) return why.Problem();
        var page = await releases.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<ReleaseItem>([.. page.Items.Select(ReleaseItem.Of)], page.Next));
    }

    private static async Task<IResult> TimelineAsync(ReleaseNumber number, ReleaseQueries releases, CancellationToken stopping) =>
        await releases.ViewAsync(number, stopping) is { } view ? Results.Ok(new Page<ReleaseEntryItem>([.. view.Timeline.Select(ReleaseEntryItem.Of)], null)) : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> PlanAsync(ReleaseBody body, HttpContext request, PlanRelease plan, ReleaseQueries releases)
    {
        if (body.Read() is not Outcome<ReleaseDraft>.Done(var draft)) return body.Read().Refusal!.Problem();
        var outcome = await plan.RunAsync(request.ActingSession(), draft, request.RequestAborted);
        if (outcome is not Outcome<Release>.Done(var release)) return outcome.Refusal!.Problem();
        return await releases.ViewAsync(release.Number, CancellationToken.None) is { } view ? Results.Created($"/api/v1/releases/{release.Number}", ReleaseDetail.Of(view)) : Refusals.NotFound(release.Number.ToString()).Problem();
    }

    private static async Task<IResult> EditAsync([AsParameters] ReleaseAct act, ReleaseEditBody body, EditRelease edit)
    {
        var read = body.Release?.Read() ?? new Refusal("request.missing-part", "Give the release.");
        if (read is not Outcome<ReleaseDraft>.Done(var draft)) return read.Refusal!.Problem();
        return await act.RunAsync((by, number, stopping) => edit.RunAsync(by, number, draft, body.Seen, stopping));
    }
}
