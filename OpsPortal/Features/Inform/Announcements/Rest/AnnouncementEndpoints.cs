using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Inform.Announcements.Rest;

/// <summary>What a list of announcements can be asked for.</summary>
internal sealed record AnnouncementListParameters
{
    [FromQuery(Name = "q"), Description("Occurs in the title or the impact, or is the number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("As Published; repeat it for several")]
    public string[]? State { get; init; }

    [FromQuery(Name = "kind"), Description("As Maintenance; repeat it for several")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

/// <summary>Announcements over HTTP.</summary>
internal static class AnnouncementEndpoints
{
    public static void MapAnnouncements(this IEndpointRouteBuilder routes)
    {
        var announcements = routes.MapGroup("/announcements").WithTags("Announcements").RequireAuthorization(Permissions.AnnouncementsRead);
        announcements.MapGet("", ListAsync).WithName("ListAnnouncements").WithSummary("List announcements, newest first").Produces<Page<AnnouncementItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        announcements.MapGet("/{number}", ReadAsync).WithName("ReadAnnouncement").WithSummary("Read one announcement with what readers were told").Produces<AnnouncementDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        var acts = announcements.MapGroup("").RequireAuthorization(Permissions.AnnouncementsWrite);
        acts.MapPost("", AddAsync).As("AddAnnouncement", "Write an announcement; nobody outside sees it before it is published");
        acts.MapPut("/{number}", ([FromRoute(Name = "number")] AnnouncementNumber number, AnnouncementBody body, HttpContext request, SaveAnnouncement save, AnnouncementQueries queries) =>
            AnswerAsync(queries, save.RunAsync(request.Actor(), number, body.ToDraft(), body.Version, request.RequestAborted))).As("ChangeAnnouncement", "Change an announcement that is not published yet");
        acts.MapPost("/{number}/publication", ([FromRoute(Name = "number")] AnnouncementNumber number, PublishBody body, HttpContext request, PublishAnnouncement publish, AnnouncementQueries queries) =>
            AnswerAsync(queries, publish.RunAsync(request.Actor(), number, body.At, body.Version, request.RequestAborted))).As("PublishAnnouncement", "Publish an announcement now, or at an instant to come");
        acts.MapDelete("/{number}/publication", ([FromRoute(Name = "number")] AnnouncementNumber number, int? version, HttpContext request, UnscheduleAnnouncement unschedule, AnnouncementQueries queries) =>
            AnswerAsync(queries, unschedule.RunAsync(request.Actor(), number, version, request.RequestAborted))).As("UnscheduleAnnouncement", "Take a scheduled announcement back to be worked on");
        acts.MapPost("/{number}/updates", ([FromRoute(Name = "number")] AnnouncementNumber number, UpdateBody body, HttpContext request, UpdateAnnouncement update, AnnouncementQueries queries) =>
            AnswerAsync(queries, update.RunAsync(request.Actor(), number, body.Text ?? "", body.EndsAt, body.Effect, body.Version, request.RequestAborted))).As("UpdateAnnouncement", "Tell readers more");
        acts.MapPost("/{number}/end", ([FromRoute(Name = "number")] AnnouncementNumber number, EndBody body, HttpContext request, EndAnnouncement end, AnnouncementQueries queries) =>
            AnswerAsync(queries, end.RunAsync(request.Actor(), number, body.Cancelled, body.Text ?? "", body.Version, request.RequestAborted))).As("EndAnnouncement", "Say that it is over, or that it does not take place");
    }

    private static async Task<IResult> ListAsync([AsParameters] AnnouncementListParameters asked, AnnouncementQueries queries, CancellationToken stopping)
    {
        var read = new QueryReader();
        var filter = new AnnouncementFilter { Text = asked.Text ?? "", States = read.Names<AnnouncementState>("state", asked.State), Kinds = read.Names<SubjectKind>("kind", asked.Kind) };
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, text => AnnouncementNumber.TryParse(text, null, out _)));
        if (read.Refusal is { } why) return why.Problem();
        var page = await queries.PageAsync(filter, cursor, limit, stopping);
        return Results.Ok(new Page<AnnouncementItem>([.. page.Items.Select(AnnouncementItem.Of)], page.Next));
    }

    private static async Task<IResult> ReadAsync([FromRoute(Name = "number")] AnnouncementNumber number, AnnouncementQueries queries, CancellationToken stopping) =>
        await queries.ViewAsync(number, stopping) is { } view ? Results.Ok(AnnouncementDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    private static Task<IResult> AddAsync(AnnouncementBody body, HttpContext request, SaveAnnouncement save, AnnouncementQueries queries) =>
        AnswerAsync(queries, save.RunAsync(request.Actor(), null, body.ToDraft(), null, request.RequestAborted));

    private static async Task<IResult> AnswerAsync(AnnouncementQueries queries, Task<Outcome<Announcement>> act) => await act switch
    {
        Outcome<Announcement>.Done(var done) => await ReadAsync(done.Number, queries, CancellationToken.None),
        Outcome<Announcement>.Refused(var why) => why.Problem(),
        _ => Results.Problem(),
    };

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<AnnouncementDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
