using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Domain.Scheduling.Files;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Calendar.Import;

/// <summary>One event of the file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="LocalStart">Of the clocks in <paramref name="Zone"/>; null where it cannot be planned.</param>
/// <param name="Rule">How it recurs (RFC 5545); empty: once.</param>
/// <param name="Why">Why it cannot be planned; empty: it can.</param>
/// <param name="Number">The window that was planned; empty in a preview.</param>
internal sealed record ImportedEvent(int Line, string Title, DateTime? LocalStart, string Zone, double Minutes, string Rule, string Why, string Number);

/// <summary>Windows from a calendar file over HTTP.</summary>
internal static class ImportEndpoints
{
    public static void MapCalendarImport(this IEndpointRouteBuilder api) =>
        api.MapPost("/maintenance-windows/import", ImportAsync).WithName("ImportMaintenanceWindows").WithTags("Maintenance windows").RequireAuthorization(Permissions.WindowsWrite)
            .WithSummary("Plan maintenance windows from a calendar file (text/calendar): all of its events, or none").Accepts<string>("text/calendar").Produces<Page<ImportedEvent>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ImportAsync(
        [FromQuery(Name = "preview"), Description("true: plan nothing, only say what would be")] bool? preview,
        [FromQuery(Name = "zone"), Description("For times that name no zone, as Europe/Berlin; not given: UTC")] string? zone,
        [FromQuery(Name = "service"), Description("Key of a service the windows are for; repeatable")] string[]? services,
        [FromQuery(Name = "environment"), Description("Not given: every environment")] string? environment,
        HttpContext request, ImportCalendar import)
    {
        var read = await ImportCalendar.ReadAsync(request.Request.Body, zone is { Length: > 0 } ? zone : Zones.Utc, request.RequestAborted);
        if (read is not Outcome<IReadOnlyList<IcsRead>>.Done(var events)) return ((Outcome<IReadOnlyList<IcsRead>>.Refused)read).Why.Problem();
        if (preview is true) return Results.Ok(new Page<ImportedEvent>([.. events.Select(one => Of(one, ""))], null));
        var outcome = await import.RunAsync(request.Actor(), events, new WindowDraft { Services = services ?? [], Environment = environment ?? "" }, confirmed: false, request.RequestAborted);
        return outcome is Outcome<IReadOnlyList<MaintenanceWindow>>.Done(var planned)
            ? Results.Ok(new Page<ImportedEvent>([.. events.Zip(planned, (one, window) => Of(one, window.Number.ToString()))], null))
            : ((Outcome<IReadOnlyList<MaintenanceWindow>>.Refused)outcome).Why.Problem();
    }

    private static ImportedEvent Of(IcsRead read, string number) =>
        new(read.Line, read.Summary, read.Schedule?.LocalStart, read.Schedule?.Zone ?? "", read.Schedule?.Duration.TotalMinutes ?? 0, read.Schedule?.Recurrence?.ToString() ?? "", read.Why?.Message ?? "", number);
}
