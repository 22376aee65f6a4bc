using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Prioritisation.Acts;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Detect.Prioritisation.Rest;

/// <summary>The matrix over HTTP.</summary>
/// <param name="Cells">By impact (low, medium, high, critical), then by urgency (low, medium, high).</param>
/// <param name="Version">As it was read; a change of another version is refused with 412.</param>
internal sealed record MatrixBody(IReadOnlyList<IReadOnlyList<Priority>> Cells, int Version);

internal static class PriorityEndpoints
{
    public static void MapPriorities(this IEndpointRouteBuilder routes)
    {
        var priorities = routes.MapGroup("/signals/priorities").WithTags("Signals").RequireAuthorization(Permissions.RulesRead);
        priorities.MapGet("", (PriorityBook book) => Results.Ok(Of(book.Current))).WithName("ReadPriorities").WithSummary("Read the matrix of impact and urgency").Produces<MatrixBody>();
        priorities.MapPut("", SaveAsync).WithName("SavePriorities").WithSummary("Change the matrix of impact and urgency; open events follow").RequireAuthorization(Permissions.RulesWrite).Produces<MatrixBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SaveAsync(MatrixBody body, HttpContext request, SaveMatrix save) =>
        await save.RunAsync(request.Actor(), body.Cells ?? [], body.Version, request.RequestAborted) switch
        {
            Outcome<KeptMatrix>.Done(var kept) => Results.Ok(Of(kept)),
            Outcome<KeptMatrix>.Refused(var why) => why.Problem(),
            _ => Results.Problem(),
        };

    private static MatrixBody Of(KeptMatrix kept) => new(kept.Matrix.Cells, kept.Version);
}
