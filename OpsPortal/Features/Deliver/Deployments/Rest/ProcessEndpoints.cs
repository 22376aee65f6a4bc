using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Deployments.Rest;

/// <summary>How services are deployed, and which versions are kept back, over HTTP.</summary>
internal static class ProcessEndpoints
{
    /// <summary>Stands in an address for every environment that has no process of its own.</summary>
    private const string Every = "-";

    public static void MapProcesses(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/deployment-processes").WithTags("Deployments").RequireAuthorization(Permissions.ChangesRead);
        all.MapGet("", async (ProcessDesk desk, CancellationToken stopping) => Results.Ok(new Page<ProcessItem>([.. (await desk.AllAsync(stopping)).Select(ProcessItem.Of)], null))).WithName("ListDeploymentProcesses").WithSummary("List how services are deployed").Produces<Page<ProcessItem>>();
        all.MapGet("/{service}/{environment}", ReadAsync).WithName("ReadDeploymentProcess").WithSummary("Read how a service is deployed to an environment; - stands for every other").Produces<ProcessItem>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPut("/{service}/{environment}", SaveAsync).RequireAuthorization(Permissions.DeploymentsPlan).WithName("SaveDeploymentProcess").WithSummary("Say how a service is deployed to an environment").Produces<ProcessItem>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        all.MapDelete("/{service}/{environment}", RemoveAsync).RequireAuthorization(Permissions.DeploymentsPlan).WithName("RemoveDeploymentProcess").WithSummary("Have a service deployed by hand again").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        var held = api.MapGroup("/quarantines").WithTags("Deployments").RequireAuthorization(Permissions.ChangesRead);
        held.MapGet("", async (DeploymentQueries deployments, CancellationToken stopping) => Results.Ok(new Page<QuarantineItem>([.. (await deployments.HeldAsync(stopping)).Select(QuarantineItem.Of)], null))).WithName("ListQuarantines").WithSummary("List versions that are kept back").Produces<Page<QuarantineItem>>();
        held.MapPost("/{id:guid}/lift", async (Guid id, DeploymentNote body, HttpContext request, LiftQuarantine lift) => await lift.RunAsync(request.ActingSession(), id, body.Text, request.RequestAborted) switch
        {
            Outcome<Quarantine>.Done(var lifted) => Results.Ok(QuarantineItem.Of(lifted)),
            var refused => refused.Refusal!.Problem(),
        }).RequireAuthorization(Permissions.DeploymentsSkip).WithName("LiftQuarantine").WithSummary("Let a version that was taken back be deployed again").Produces<QuarantineItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ReadAsync(ServiceKey service, string environment, ProcessDesk desk, CancellationToken stopping) =>
        await desk.FindAsync(service, NameOf(environment), stopping) is { } found ? Results.Ok(ProcessItem.Of(found)) : Refusals.NotFound($"A process of {service}").Problem();

    private static async Task<IResult> SaveAsync(ServiceKey service, string environment, ProcessBody body, HttpContext request, ProcessDesk desk) =>
        await desk.SaveAsync(request.Actor(), service, NameOf(environment), body.Process.ValueKind == System.Text.Json.JsonValueKind.Undefined ? "" : body.Process.GetRawText(), body.Seen, request.RequestAborted) switch
        {
            Outcome<DeploymentProcess>.Done(var saved) => Results.Ok(ProcessItem.Of(saved)),
            var refused => refused.Refusal!.Problem(),
        };

    private static async Task<IResult> RemoveAsync(ServiceKey service, string environment, HttpContext request, ProcessDesk desk) =>
        (await desk.RemoveAsync(request.Actor(), service, NameOf(environment), request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent();

    private static string NameOf(string environment) => environment == Every ? "" : environment;
}
