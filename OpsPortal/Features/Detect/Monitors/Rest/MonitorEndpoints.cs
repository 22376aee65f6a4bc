using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Rest;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Monitors.Rest;

/// <summary>Monitors over HTTP.</summary>
internal static class MonitorEndpoints
{
    public static void MapMonitors(this IEndpointRouteBuilder routes)
    {
        var monitors = routes.MapGroup("/monitors").WithTags("Monitors").RequireAuthorization(Permissions.MonitorsRead);
        monitors.MapGet("", ListAsync).WithName("ListMonitors").WithSummary("List monitors, newest first").Produces<Page<MonitorItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        monitors.MapGet("/{number}", ReadAsync).WithName("ReadMonitor").WithSummary("Read one monitor").Produces<MonitorDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        monitors.MapPost("/{number}/backtest", BackTestAsync).WithName("BackTestMonitor").WithSummary("Run a draft, or the monitor as it is, over its history").Produces<BackTestAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var acts = monitors.MapGroup("").RequireAuthorization(Permissions.MonitorsWrite);
        acts.MapPost("", CreateAsync).As("CreateMonitor", "Set a monitor up").Produces<MonitorDetail>(StatusCodes.Status201Created);
        acts.MapPut("/{number}", ChangeAsync).As("ChangeMonitor", "Set a monitor anew").Produces<MonitorDetail>();
        acts.MapPut("/{number}/enabled", EnableAsync).As("EnableMonitor", "Put a monitor to work or to rest").Produces<MonitorDetail>();
        acts.MapDelete("/{number}", DeleteAsync).As("DeleteMonitor", "Remove a monitor and its history").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync([AsParameters] MonitorListParameters asked, [AsParameters] PageParameters part, IMonitorQueries monitors, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (filter, limit) = (asked.Read(read), read.Limit(part.Limit));
        var cursor = read.Cursor(part.Cursor, text => MonitorNumber.TryParse(text, null, out _));
        if (read.Refusal is { } why) return why.Problem();
        var page = await monitors.PageAsync(filter, cursor, limit, stopping);
        return Results.Ok(new Page<MonitorItem>([.. page.Items.Select(MonitorItem.Of)], page.Next));
    }

    private static Task<IResult> ReadAsync([FromRoute(Name = "number")] MonitorNumber number, HttpContext request, IMonitorQueries monitors) => MonitorAnswer.ReadAsync(request, monitors, number);

    private static async Task<IResult> CreateAsync(MonitorDraft draft, HttpContext request, CreateMonitor create, IMonitorQueries monitors) =>
        await create.RunAsync(request.Actor(), draft, request.RequestAborted) switch
        {
            Outcome<Monitor>.Done(var monitor) => await MonitorAnswer.CreatedAsync(request, monitors, monitor.Number),
            Outcome<Monitor>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static Task<IResult> ChangeAsync([AsParameters] MonitorAct act, MonitorDraft draft, ChangeMonitor change) =>
        act.RunAsync((by, number, version, stopping) => change.RunAsync(by, number, draft, version, stopping));

    private static Task<IResult> EnableAsync([AsParameters] MonitorAct act, EnabledBody wanted, EnableMonitor enable) =>
        act.RunAsync((by, number, version, stopping) => enable.RunAsync(by, number, wanted.Enabled, version, stopping));

    private static Task<IResult> DeleteAsync([AsParameters] MonitorAct act, DeleteMonitor delete) =>
        act.RunAsync((by, number, version, stopping) => delete.RunAsync(by, number, null, version, stopping), gone: true);

    private static async Task<IResult> BackTestAsync([FromRoute(Name = "number")] MonitorNumber number, BackTestBody? body, HttpContext request, IMonitorQueries monitors, BackTestMonitor test)
    {
        if (await monitors.ViewAsync(number, request.RequestAborted) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        return await test.RunAsync(request.Actor(), body?.Draft ?? view.Draft, number, body?.Days ?? BackTestBody.UsualDays, chart: false, request.RequestAborted) switch
        {
            Outcome<BackTestReport>.Done(var report) => Results.Ok(BackTestAnswer.Of(report)),
            Outcome<BackTestReport>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };
    }

    private static RouteHandlerBuilder As(this RouteHandlerBuilder act, string name, string summary) => act.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
