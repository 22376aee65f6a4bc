using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Changes.Rest;

/// <summary>What every act on a change over HTTP has in common.</summary>
internal sealed record ChangeAct
{
    [FromRoute(Name = "number"), Description("CHG-7 or 7")]
    public required ChangeNumber Number { get; init; }

    public required HttpContext Request { get; init; }

    public required IChangeQueries Changes { get; init; }

    /// <summary>Carries the act out and answers with the change as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<ActingSession, ChangeNumber, CancellationToken, Task<Outcome<Change>>> act)
    {
        var outcome = await act(Request.ActingSession(), Number, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await ChangeAnswer.ReadAsync(Changes, Number, CancellationToken.None);
    }
}

/// <summary>One change.</summary>
internal static class ChangeAnswer
{
    public static async Task<IResult> ReadAsync(IChangeQueries changes, ChangeNumber number, CancellationToken stopping) =>
        await changes.ViewAsync(number, stopping) is { } view ? Results.Ok(ChangeDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    /// <summary>Names a route that acts on one change, and says what it answers.</summary>
    public static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<ChangeDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Changes over HTTP. Each act answers with the change after it.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("/changes").WithTags("Changes").RequireAuthorization(Permissions.ChangesRead);
        changes.MapGet("", ListAsync).WithName("ListChanges").WithSummary("List changes, the newest first").Produces<Page<ChangeItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        changes.MapGet("/{number}", (ChangeNumber number, IChangeQueries all, CancellationToken stopping) => ChangeAnswer.ReadAsync(all, number, stopping))
            .WithName("ReadChange").WithSummary("Read one change with its plan, risk, clashes, approvals and revisions").Produces<ChangeDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        changes.MapGet("/{number}/timeline", TimelineAsync).WithName("ReadChangeTimeline").WithSummary("Read the timeline of a change, oldest first").Produces<Page<ChangeEntryItem>>().ProducesProblem(StatusCodes.Status404NotFound);
        changes.MapPost("/{number}/comments", ([AsParameters] ChangeAct act, ChangeNote body, CommentOnChange comment) => act.RunAsync((by, number, stopping) => comment.RunAsync(by, number, body.Text, stopping))).As("CommentOnChange", "Comment");
        var writing = changes.MapGroup("").RequireAuthorization(Permissions.ChangesWrite);
        writing.MapPost("", RequestAsync).WithName("RequestChange").WithSummary("Request a change, as a draft").Produces<ChangeDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        MapWriting(writing.MapGroup("/{number}"));
        MapImplementing(changes.MapGroup("/{number}").RequireAuthorization(Permissions.ChangesImplement));
    }

    private static void MapWriting(IEndpointRouteBuilder one)
    {
        one.MapPut("", EditAsync).As("EditChange", "Save a new revision of the plan");
        one.MapPost("/authors", ([AsParameters] ChangeAct act, AuthorsBody body, CreditAuthors credit) =>
            act.RunAsync((by, number, stopping) => credit.RunAsync(by, number, [.. (body.Authors ?? []).OfType<AuthorBody>().Select(author => (author.Name, author.Mail, author.Source))], stopping))).As("CreditAuthors", "Name those who wrote what is deployed");
        one.MapPost("/risk-answers", ([AsParameters] ChangeAct act, AnswersBody body, AnswerRisk answer) =>
            act.RunAsync((by, number, stopping) => answer.RunAsync(by, number, [.. (body.Answers ?? []).OfType<AnswerBody>().Select(one => new Domain.Deliver.Risk.RiskAnswer(one.Key, one.Yes, one.Because))], stopping))).As("AnswerRisk", "Answer the questions about risk");
        one.MapPost("/submission", ([AsParameters] ChangeAct act, SubmitChange submit) => act.RunAsync((by, number, stopping) => submit.RunAsync(by, number, stopping))).As("SubmitChange", "Ask for approval");
        one.MapPost("/withdrawal", ([AsParameters] ChangeAct act, ChangeNote body, WithdrawChange withdraw) => act.RunAsync((by, number, stopping) => withdraw.RunAsync(by, number, body.Text, stopping))).As("WithdrawChange", "Call off");
        one.MapPost("/closure", ([AsParameters] ChangeAct act, ChangeNote body, CloseChange close) => act.RunAsync((by, number, stopping) => close.RunAsync(by, number, body.Text, stopping))).As("CloseChange", "Close with a review");
    }

    private static void MapImplementing(IEndpointRouteBuilder one)
    {
        one.MapPost("/start", StartAsync).As("StartChange", "Begin, if everything that is known now allows it");
        one.MapPost("/implementation", ([AsParameters] ChangeAct act, ChangeNote body, FinishChange finish) => act.RunAsync((by, number, stopping) => finish.RunAsync(by, number, body.Text, stopping))).As("FinishChange", "Say that it was carried out");
        one.MapPost("/backout", ([AsParameters] ChangeAct act, ChangeNote body, BackOutChange back) => act.RunAsync((by, number, stopping) => back.RunAsync(by, number, body.Text, stopping))).As("BackOutChange", "Say that it was taken back");
    }

    private static async Task<IResult> ListAsync([AsParameters] ChangeListParameters asked, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, IChangeQueries changes, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, most) = (asked.Read(read), read.Limit(limit));
        var from = read.Cursor(cursor, given => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        if (read.Refusal is { } why) return why.Problem();
        var page = await changes.PageAsync(filter, from, most, stopping);
        return Results.Ok(new Page<ChangeItem>([.. page.Items.Select(ChangeItem.Of)], page.Next));
    }

    private static async Task<IResult> TimelineAsync(ChangeNumber number, IChangeQueries changes, CancellationToken stopping) =>
        await changes.ViewAsync(number, stopping) is { } view ? Results.Ok(new Page<ChangeEntryItem>([.. view.Timeline.Select(ChangeEntryItem.Of)], null)) : Refusals.NotFound(number.ToString()).Problem();

    private static async Task<IResult> RequestAsync(PlanBody body, HttpContext request, RequestChange ask, IChangeQueries changes)
    {
        if (body.Read() is not Outcome<Domain.Deliver.Changes.Plans.ChangePlan>.Done(var plan)) return body.Read().Refusal!.Problem();
        var outcome = await ask.RunAsync(request.ActingSession(), plan, request.RequestAborted);
        if (outcome is not Outcome<Change>.Done(var change)) return outcome.Refusal!.Problem();
        return await changes.ViewAsync(change.Number, CancellationToken.None) is { } view ? Results.Created($"/api/v1/changes/{change.Number}", ChangeDetail.Of(view)) : Refusals.NotFound(change.Number.ToString()).Problem();
    }

    private static async Task<IResult> EditAsync([AsParameters] ChangeAct act, EditBody body, EditChange edit)
    {
        var read = body.Plan?.Read() ?? new Refusal("request.missing-part", "Give the plan.");
        if (read is not Outcome<Domain.Deliver.Changes.Plans.ChangePlan>.Done(var plan)) return read.Refusal!.Problem();
        return await act.RunAsync((by, number, stopping) => edit.RunAsync(by, number, plan, body.Seen, body.Note, stopping));
    }

    private static async Task<IResult> StartAsync([AsParameters] ChangeAct act, StartBody body, StartChange start) => body.Read() switch
    {
        Outcome<ExecutionIntent?>.Done(var intent) => await act.RunAsync((by, number, stopping) => start.RunAsync(by, number, intent, stopping)),
        var refused => refused.Refusal!.Problem(),
    };
}
