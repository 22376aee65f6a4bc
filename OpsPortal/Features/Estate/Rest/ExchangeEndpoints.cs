using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>The whole catalogue in and out over HTTP.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchange(this IEndpointRouteBuilder services)
    {
        services.MapPost("/import", ImportAsync).WithName("ImportServices").WithSummary("Bring the catalogue in line with a file in YAML or JSON, or say what that would change")
            .Accepts<string>("application/yaml", "*/*").RequireAuthorization(Permissions.ServicesWrite)
            .Produces<ImportAnswer>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        services.MapGet("/export", ExportAsync).WithName("ExportServices").WithSummary("Export the catalogue as a file that can be imported")
            .Produces<string>(contentType: "application/yaml").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ImportAsync(
        [FromQuery(Name = "preview"), Description("true: change nothing, only say what would change")] bool? preview,
        [FromQuery(Name = "removeMissing"), Description("true: delete services that the file does not name")] bool? removeMissing,
        [FromQuery(Name = "mark"), Description("The mark of a preview; refused where the import would do something else by now")] string? mark,
        HttpContext request, ImportServices import)
    {
        if (await BoundedBody.ReadAsync(request, SourceBudget.MaxBytes) is not { } file) return EstateAnswers.Faulty([BoundedBody.TooLong]);
        var outcome = await import.RunAsync(request.Actor(), file, new(preview ?? false, removeMissing ?? false, mark), request.RequestAborted);
        return outcome switch
        {
            Outcome<ImportReport>.Done({ Faults.Count: > 0 } report) => EstateAnswers.Faulty(report.Faults),
            Outcome<ImportReport>.Done(var report) => Results.Ok(new ImportAnswer(report)),
            Outcome<ImportReport>.Refused(var why) => why.Problem(),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    private static async Task<IResult> ExportAsync([FromQuery(Name = "format"), Description("yaml or json")] string? format, HttpContext request, ExportServices export, TimeProvider clock)
    {
        var read = new QueryReader();
        var wanted = read.Name("format", format, CatalogueFormat.Yaml);
        if (read.Refusal is { } unknown) return unknown.Problem();
        var outcome = await export.RunAsync(request.Actor(), wanted, request.RequestAborted);
        if (outcome is not Outcome<string>.Done(var text)) return (outcome.Refusal ?? Refusals.NotFound("The catalogue")).Problem();
        var ending = wanted == CatalogueFormat.Json ? "json" : "yaml";
        request.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"services-{clock.GetUtcNow():yyyyMMdd-HHmm}.{ending}\"");
        return Results.Text(text, $"application/{ending}; charset=utf-8");
    }
}

/// <summary>What an import did, or would do.</summary>
internal sealed record ImportAnswer
{
    public ImportAnswer(ImportReport report)
    {
        (Applied, Mark, Unchanged) = (report.Applied, report.Mark, report.Unchanged);
        (Added, Changed, Removed, Changes) = (report.Count(ImportKind.Added), report.Count(ImportKind.Changed), report.Count(ImportKind.Removed), report.Changes);
    }

    /// <summary>False for a preview, and where there was nothing to do.</summary>
    public bool Applied { get; }

    public int Added { get; }
    public int Changed { get; }
    public int Removed { get; }

    /// <summary>Teams and services that already were what the file says.</summary>
    public int Unchanged { get; }

    /// <summary>Stands for exactly these changes; give it back with the import that follows a preview.</summary>
    public string Mark { get; }

    public IReadOnlyList<ImportChange> Changes { get; }
}

internal static class EstateAnswers
{
    /// <summary>What is wrong with a file as a problem: the first fault in words, all of them with their lines.</summary>
    public static IResult Faulty(IReadOnlyList<FileFault> faults) => Results.Problem(
        faults.Count == 1 ? faults[0].ToString() : FormattableString.Invariant($"{faults[0]} ({faults.Count} faults; nothing was changed)"),
        statusCode: faults[0].Code == BoundedBody.TooLong.Code ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["code"] = faults[0].Code, ["line"] = faults[0].Line, ["faults"] = faults });
}
