using OpsPortal.Features.Respond.Automation;
using OpsPortal.Features.Respond.Handoffs;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Pages;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Features.Respond.Problems;

namespace OpsPortal.Features.Respond;

/// <summary>What is done about events: what each stage registers, in the order of the flow.</summary>
internal static class RespondFeature
{
    public static WebApplicationBuilder AddRespond(this WebApplicationBuilder builder) => builder.AddOnCall().AddIncidents().AddHandoffs().AddProblems().AddAutomation();

    public static void MapRespond(this WebApplication app) => app.MapIncidentCsv();
}
