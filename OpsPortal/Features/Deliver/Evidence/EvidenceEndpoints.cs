using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Evidence;

/// <summary>Evidence of a change, to take away.</summary>
internal static class EvidenceEndpoints
{
    private const string Json = "application/json", Pdf = "application/pdf";

    /// <summary>Under <c>/api/v1</c>.</summary>
    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/changes/{number}").WithTags("Changes").RequireAuthorization(Permissions.AuditRead);
        evidence.MapGet("/evidence.json", JsonAsync).WithName("ExportEvidence").WithSummary("Export the evidence of a change: plan, decisions and audit entries, to be verified without the portal")
            .Produces<byte[]>(contentType: Json).ProducesProblem(StatusCodes.Status404NotFound);
        evidence.MapGet("/evidence.pdf", PdfAsync).WithName("PrintEvidence").WithSummary("The same for people to read, with the JSON attached")
            .Produces<byte[]>(contentType: Pdf).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> JsonAsync(ChangeNumber number, HttpContext request, ExportEvidence export) => AnswerAsync(number, EvidenceForm.Json, Json, request, export);

    private static Task<IResult> PdfAsync(ChangeNumber number, HttpContext request, ExportEvidence export) => AnswerAsync(number, EvidenceForm.Pdf, Pdf, request, export);

    private static async Task<IResult> AnswerAsync(ChangeNumber number, EvidenceForm form, string type, HttpContext request, ExportEvidence export)
    {
        var outcome = await export.RunAsync(request.Actor(), number, form, request.RequestAborted);
        if (outcome is not Outcome<byte[]>.Done(var file)) return (outcome.Refusal ?? Refusals.NotFound(number.ToString())).Problem();

        // Nobody's cache keeps what only auditors may see.
        request.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(file, type, $"{number}-evidence.{(form == EvidenceForm.Pdf ? "pdf" : "json")}");
    }
}
