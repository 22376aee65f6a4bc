using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>Asks to add a passkey.</summary>
/// <param name="StepUp">Fresh; null only for the first passkey of an account that has nothing else to confirm with.</param>
internal sealed record PasskeyWish(Guid? StepUp);

/// <summary>A passkey that a browser has just made.</summary>
internal sealed record NewPasskey(Guid? StepUp, string Name, PasskeyAnswer Answer);

/// <summary>What a passkey is called.</summary>
internal sealed record PasskeyName(string Name);

/// <summary>What the browser said when asked to sign in, and where to go afterwards.</summary>
internal sealed record PasskeySignIn(PasskeyAnswer Answer, string? Return);

/// <summary>Where to go next.</summary>
internal sealed record SignedInTo(string To);

/// <summary>One's own passkeys over HTTP, for sessions of the portal's own cookie; and signing in with one.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes.MapGroup("/passkeys").WithTags("Passkeys").RequireAuthorization(Permissions.PortalUse);
        passkeys.MapGet("", ListAsync).WithName("ListPasskeys").WithSummary("List your passkeys").Produces<IReadOnlyList<PasskeyRow>>();
        passkeys.MapPost("/options", AskAsync).WithName("BeginAddingPasskey").WithSummary("Ask for what a browser needs to make a passkey").Produces<PasskeyQuestion>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        passkeys.MapPost("", AddAsync).WithName("AddPasskey").WithSummary("Add a passkey to your account").Produces<PasskeyRow>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        passkeys.MapPut("/{id}/name", RenameAsync).WithName("RenamePasskey").WithSummary("Rename one of your passkeys").Produces<PasskeyRow>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        passkeys.MapDelete("/{id}", RemoveAsync).WithName("RemovePasskey").WithSummary("Remove one of your passkeys").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>Open to all, because nobody is known yet; only the portal's own pages may ask.</summary>
    public static void MapPasskeySignIn(this IEndpointRouteBuilder routes)
    {
        var signIn = routes.MapGroup("/sign-in/passkey").AllowAnonymous().AddEndpointFilter<CrossSiteGuard>().ExcludeFromDescription();
        signIn.MapPost("/options", AskToSignInAsync);
        signIn.MapPost("", SignInAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext request, OwnPasskeys own) => Results.Ok(await own.ListAsync(request.Actor(), request.RequestAborted));

    private static async Task<IResult> AskAsync(PasskeyWish body, HttpContext request, AddPasskey add) => Answer(await add.AskAsync(request, request.ActingSession(), body.StepUp), Results.Ok);

    private static async Task<IResult> AddAsync(NewPasskey body, HttpContext request, AddPasskey add) =>
        Answer(await add.RunAsync(request, request.ActingSession(), body.StepUp, body.Name, body.Answer), made => Results.Created((string?)null, made));

    private static async Task<IResult> RenameAsync(string id, PasskeyName body, HttpContext request, OwnPasskeys own) => Answer(await own.RenameAsync(request.ActingSession(), id, body.Name, request.RequestAborted), Results.Ok);

    private static async Task<IResult> RemoveAsync(string id, Guid stepUp, HttpContext request, OwnPasskeys own) => Answer(await own.RemoveAsync(request.ActingSession(), id, stepUp, request.RequestAborted), _ => Results.NoContent());

    private static async Task<IResult> AskToSignInAsync(HttpContext request, SignInWithPasskey signIn) => Answer(await signIn.AskAsync(request), Results.Ok);

    private static async Task<IResult> SignInAsync(PasskeySignIn body, HttpContext request, SignInWithPasskey signIn) =>
        Answer(await signIn.RunAsync(request, body.Answer), step => Results.Ok(new SignedInTo(SignInRoute.After(step, body.Return))));

    private static IResult Answer<T>(Outcome<T> outcome, Func<T, IResult> done) => outcome is Outcome<T>.Done(var value) ? done(value) : (outcome.Refusal ?? PasskeyRefusals.NotRight).Problem();
}
