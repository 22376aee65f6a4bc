using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Rest;

/// <summary>What a list of windows can be asked for.</summary>
internal sealed record WindowListParameters
{
    [FromQuery(Name = "q"), Description("Occurs in title, reason or who asked for it; or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("As AwaitingApproval; repeat it for several")]
    public string[]? State { get; init; }

    [FromQuery(Name = "kind"), Description("Window or Silence; windows where it is not given")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "service"), Description("Key of a service that the scope names")]
    public string? Service { get; init; }

    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}

/// <summary>Maintenance windows over HTTP.</summary>
internal static class WindowEndpoints
{
    public static void MapMaintenance(this IEndpointRouteBuilder routes)
    {
        var windows = routes.MapGroup("/maintenance-windows").WithTags("Maintenance windows").RequireAuthorization(Permissions.WindowsRead);
        windows.MapGet("", ListAsync).WithName("ListMaintenanceWindows").WithSummary("List maintenance windows, the latest start first; silences too where they are asked for").Produces<Page<WindowItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        windows.MapGet("/{number}", ReadAsync).WithName("ReadMaintenanceWindow").WithSummary("Read one maintenance window").Produces<WindowDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        windows.MapPost("/preview", PreviewAsync).WithName("PreviewMaintenanceWindow").WithSummary("Tell which events a plan would hold now, and would have held last week").Produces<WindowPreviewAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var acts = windows.MapGroup("").RequireAuthorization(Permissions.WindowsWrite);
        acts.MapPost("", (WindowBody body, HttpContext request, SaveWindow save, WindowQueries queries) => SaveAsync(null, body, request, save, queries)).As("AddMaintenanceWindow", "Plan a maintenance window");
        acts.MapPut("/{number}", ([FromRoute(Name = "number")] WindowNumber number, WindowBody body, HttpContext request, SaveWindow save, WindowQueries queries) => SaveAsync(number, body, request, save, queries)).As("ChangeMaintenanceWindow", "Plan a maintenance window anew");
        acts.MapPost("/{number}/start", ([FromRoute(Name = "number")] WindowNumber number, int? version, HttpContext request, StartWindow start, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => start.RunAsync(by, number, version, stopping))).As("StartMaintenanceWindow", "Begin the next time of a maintenance window now");
        acts.MapPost("/{number}/extension", ([FromRoute(Name = "number")] WindowNumber number, WindowExtensionBody body, HttpContext request, ExtendWindow extend, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => extend.RunAsync(by, number, body.Until, body.Version, stopping))).As("ExtendMaintenanceWindow", "Let the time in force last longer");
        acts.MapPost("/{number}/end", ([FromRoute(Name = "number")] WindowNumber number, int? version, HttpContext request, EndWindow end, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => end.RunAsync(by, number, version, stopping))).As("EndMaintenanceWindow", "End the time in force: the work is done");
        acts.MapPost("/{number}/cancellation", ([FromRoute(Name = "number")] WindowNumber number, WindowReasonBody body, HttpContext request, CancelWindow cancel, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => cancel.RunAsync(by, number, body.Reason, body.Version, stopping))).As("CancelMaintenanceWindow", "Call a maintenance window off, with a reason");
        acts.MapPut("/{number}/times/{date}", ([FromRoute(Name = "number")] WindowNumber number, DateOnly date, WindowTimeBody body, HttpContext request, MoveWindowTime move, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => move.RunAsync(by, number, date, body.Start.ToUniversalTime(), body.End.ToUniversalTime(), body.Version, stopping)))
            .As("MoveMaintenanceWindowTime", "Put one time of a maintenance window that repeats elsewhere, or give it another length");
        acts.MapDelete("/{number}/times/{date}", ([FromRoute(Name = "number")] WindowNumber number, DateOnly date, int? version, HttpContext request, MoveWindowTime move, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => move.PutBackAsync(by, number, date, version, stopping))).As("PutBackMaintenanceWindowTime", "Put a time that was moved back where the rule has it");
        var decisions = windows.MapGroup("").RequireAuthorization(Permissions.WindowsApprove);
        decisions.MapPost("/{number}/approval", ([FromRoute(Name = "number")] WindowNumber number, int? version, HttpContext request, ApproveWindow approve, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => approve.RunAsync(by, number, version, stopping))).As("ApproveMaintenanceWindow", "Say yes to a maintenance window of another person");
        decisions.MapPost("/{number}/rejection", ([FromRoute(Name = "number")] WindowNumber number, WindowReasonBody body, HttpContext request, RejectWindow reject, WindowQueries queries) =>
            ActAsync(number, request, queries, (by, stopping) => reject.RunAsync(by, number, body.Reason, body.Version, stopping))).As("RejectMaintenanceWindow", "Say no to a maintenance window, with a reason");
    }

    private static async Task<IResult> ListAsync([AsParameters] WindowListParameters asked, MaintenanceList list, CancellationToken stopping)
    {
        var read = new QueryReader();
        var kinds = read.Names<MaintenanceKind>("kind", asked.Kind);
        var filter = new MaintenanceFilter { Text = asked.Text ?? "", States = read.Names<WindowState>("state", asked.State), Kinds = kinds.Count > 0 ? kinds : [MaintenanceKind.Window], Service = asked.Service ?? "" };
        var (limit, cursor) = (read.Limit(asked.Limit), read.Cursor(asked.Cursor, MaintenanceList.IsCursor));
        if (read.Refusal is { } why) return why.Problem();
        var page = await list.PageAsync(filter, string.IsNullOrEmpty(cursor) ? null : cursor, limit, stopping);
        return Results.Ok(new Page<WindowItem>([.. page.Items.Select(WindowItem.Of)], page.Next));
    }

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] WindowNumber number, WindowQueries queries, CancellationToken stopping) => AnswerAsync(queries, number, stopping);

    private static async Task<IResult> PreviewAsync(WindowDraft body, HttpContext request, PreviewWindow preview) =>
        await preview.RunAsync(request.Actor(), body, request.RequestAborted) switch
        {
            Outcome<WindowPreview>.Done(var would) => Results.Ok(WindowPreviewAnswer.Of(would)),
            Outcome<WindowPreview>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static async Task<IResult> SaveAsync(WindowNumber? number, WindowBody body, HttpContext request, SaveWindow save, WindowQueries queries) =>
        await save.RunAsync(request.Actor(), number, body.Plan ?? new(), body.Version, body.Confirmed, request.RequestAborted) switch
        {
            Outcome<MaintenanceWindow>.Done(var saved) => await AnswerAsync(queries, saved.Number, CancellationToken.None),
            Outcome<MaintenanceWindow>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static async Task<IResult> ActAsync(WindowNumber number, HttpContext request, WindowQueries queries, Func<Actor, CancellationToken, Task<Outcome<MaintenanceWindow>>> act) =>
        (await act(request.Actor(), request.RequestAborted)).Refusal is { } why ? why.Problem() : await AnswerAsync(queries, number, CancellationToken.None);

    private static async Task<IResult> AnswerAsync(WindowQueries queries, WindowNumber number, CancellationToken stopping) =>
        await queries.ViewAsync(number, stopping) is { } view ? Results.Ok(WindowDetail.Of(view)) : Refusals.NotFound(number.ToString()).Problem();

    private static void As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary).Produces<WindowDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
