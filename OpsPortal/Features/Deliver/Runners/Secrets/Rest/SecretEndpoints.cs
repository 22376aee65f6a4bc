using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Runners.Secrets.Rest;

/// <param name="Value">8 characters at least. No answer ever holds it.</param>
internal sealed record SecretBody(string Value = "");

/// <param name="Becomes">The name that it has from then on.</param>
internal sealed record SecretNameBody(string Becomes = "");

/// <summary>A secret without its value.</summary>
/// <param name="SetBy">Who gave it its value.</param>
/// <param name="Version">Raised by every value and name that it was given.</param>
internal sealed record SecretItem(string Name, DateTimeOffset SetAt, string SetBy, int Version)
{
    public static SecretItem Of(SecretRow row) => new(row.Name, row.SetAt, row.SetBy, row.Version);
}

/// <summary>Which secret is acted on, and by whom.</summary>
internal sealed record SecretAct
{
    [FromRoute(Name = "name"), Description("As GITHUB_TOKEN")]
    public required string Name { get; init; }

    public required HttpContext Request { get; init; }

    [FromServices]
    public required SecretDesk Desk { get; init; }
}

/// <summary>The secrets of steps over HTTP. They go in; nothing shows a value again.</summary>
internal static class SecretEndpoints
{
    public static void MapSecrets(this IEndpointRouteBuilder api)
    {
        var secrets = api.MapGroup("/deployment-secrets").WithTags("Deployment secrets").RequireAuthorization(Permissions.SecretsWrite);
        secrets.MapGet("", async (SecretBook book, CancellationToken stopping) => Results.Ok(new Page<SecretItem>([.. (await book.ListAsync(stopping)).Select(SecretItem.Of)], null)))
            .WithName("ListDeploymentSecrets").WithSummary("List the names of secrets, with when and by whom each was set").Produces<Page<SecretItem>>();
        secrets.MapPut("/{name}", ([AsParameters] SecretAct act, SecretBody body) => AnswerAsync(act, act.Desk.SetAsync(act.Request.Actor(), act.Name, body.Value, act.Request.RequestAborted)))
            .WithName("SetDeploymentSecret").WithSummary("Set a secret, or give it another value").Produces<SecretItem>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        secrets.MapPost("/{name}/name", ([AsParameters] SecretAct act, SecretNameBody body) => AnswerAsync(act, act.Desk.RenameAsync(act.Request.Actor(), act.Name, body.Becomes, act.Request.RequestAborted)))
            .WithName("RenameDeploymentSecret").WithSummary("Give a secret another name").Produces<SecretItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        secrets.MapDelete("/{name}", ([AsParameters] SecretAct act) => AnswerAsync(act, act.Desk.RemoveAsync(act.Request.Actor(), act.Name, act.Request.RequestAborted), isGone: true))
            .WithName("RemoveDeploymentSecret").WithSummary("Remove a secret for good").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AnswerAsync(SecretAct act, Task<Outcome<SecretRow>> done, bool isGone = false) => await done switch
    {
        Outcome<SecretRow>.Done(var row) => isGone ? Results.NoContent() : Results.Ok(SecretItem.Of(row)),
        { Refusal.Code: SecretRefusals.UnknownCode } => Refusals.NotFound($"The secret {OneLine.Of(act.Name, StoredSecret.MaxNameLength)}").Problem(),
        var refused => refused.Refusal!.Problem(),
    };
}
