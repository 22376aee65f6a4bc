using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Passkeys;

namespace OpsPortal.Features.People.StepUps;

/// <summary>What somebody gives to show once more who he or she is: exactly one of them.</summary>
/// <param name="Code">Of the authenticator app.</param>
/// <param name="Passkey">What the browser said to the options of <c>POST /step-ups/passkey-options</c>.</param>
internal sealed record StepUpProof(string? Password, string? Code, PasskeyAnswer? Passkey);

/// <summary>A step-up as the API tells it; its <c>id</c> goes with the decision.</summary>
internal sealed record StepUpItem(Guid Id, StepUpMethod Method, DateTimeOffset At, DateTimeOffset ExpiresAt)
{
    public static StepUpItem Of(StepUp stepUp) => new(stepUp.Id, stepUp.Method, stepUp.At, stepUp.At + StepUp.Lasts);
}

/// <summary>Step-ups over HTTP, for sessions of the portal's own cookie; a key or token is refused.</summary>
internal static class StepUpEndpoints
{
    private static readonly Refusal OneOfThem = new("request.missing-part", "Give exactly one of password, code and passkey.");

    public static void MapStepUps(this IEndpointRouteBuilder routes)
    {
        var stepUps = routes.MapGroup("/step-ups").WithTags("Step-ups").RequireAuthorization(Permissions.PortalUse);
        stepUps.MapGet("/ways", WaysAsync).WithName("ListStepUpWays").WithSummary("Read with what this account can confirm who it is").Produces<StepUpWays>().ProducesProblem(StatusCodes.Status403Forbidden);
        stepUps.MapPost("", ConfirmAsync).WithName("StepUp").WithSummary("Confirm once more who you are; good for five minutes and one decision").Produces<StepUpItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        stepUps.MapPost("/passkey-options", OptionsAsync).WithName("BeginStepUpWithPasskey").WithSummary("Ask for what a browser needs to use a passkey").Produces<PasskeyQuestion>()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> WaysAsync(HttpContext request, StepUpQueries ways) =>
        request.ActingSession().Confirming() is { } why ? why.Problem() : Results.Ok(await ways.WaysAsync(request.Actor(), request.RequestAborted));

    private static async Task<IResult> ConfirmAsync(StepUpProof body, HttpContext request, ConfirmIdentity confirm, ConfirmWithPasskey withPasskey)
    {
        var (by, stopping) = (request.ActingSession(), request.RequestAborted);
        if (by.Confirming() is { } machine) return machine.Problem();
        var outcome = body switch
        {
            { Password: { } password, Code: null, Passkey: null } => await confirm.WithPasswordAsync(by, password, stopping),
            { Password: null, Code: { } code, Passkey: null } => await confirm.WithCodeAsync(by, code, stopping),
            { Password: null, Code: null, Passkey: { } passkey } => await withPasskey.RunAsync(request, by, passkey, stopping),
            _ => OneOfThem,
        };
        return outcome is Outcome<StepUp>.Done(var stepUp) ? Results.Created((string?)null, StepUpItem.Of(stepUp)) : (outcome.Refusal ?? OneOfThem).Problem();
    }

    private static async Task<IResult> OptionsAsync(HttpContext request, ConfirmWithPasskey withPasskey) =>
        await withPasskey.AskAsync(request, request.ActingSession(), request.RequestAborted) switch
        {
            Outcome<PasskeyQuestion>.Done(var question) => Results.Ok(question),
            var refused => (refused.Refusal ?? OneOfThem).Problem(),
        };
}
