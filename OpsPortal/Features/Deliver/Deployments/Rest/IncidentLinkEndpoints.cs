using System.ComponentModel;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Deliver.Deployments.Rest;

/// <summary>How an incident and a deployment belong together.</summary>
internal sealed record IncidentLinkBody
{
    [Description("caused: the deployment led to the incident; repaired: it was made to end it")]
    public required IncidentLinkKind Link { get; init; }
}

/// <summary>What people say of deployments and incidents, over HTTP.</summary>
internal static class IncidentLinkEndpoints
{
    public static void MapIncidentLinks(this IEndpointRouteBuilder api)
    {
        var link = api.MapGroup("/incidents/{number}/deployments/{deployment}").WithTags("Incidents").RequireAuthorization(Permissions.IncidentsWork);
        link.MapPut("", (IncidentNumber number, DeploymentNumber deployment, IncidentLinkBody body, HttpContext request, LinkIncident links) => SayAsync(request, links, number, deployment, body.Link))
            .WithName("LinkDeployment").WithSummary("Say that a deployment led to an incident, or was made to end it").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        link.MapDelete("", (IncidentNumber number, DeploymentNumber deployment, HttpContext request, LinkIncident links) => SayAsync(request, links, number, deployment, null))
            .WithName("UnlinkDeployment").WithSummary("Say that they have nothing to do with one another").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SayAsync(HttpContext request, LinkIncident links, IncidentNumber incident, DeploymentNumber deployment, IncidentLinkKind? kind) =>
        (await links.RunAsync(request.Actor(), incident, deployment, kind, request.RequestAborted)).Refusal is { } why ? why.Problem() : Results.NoContent();
}
