using Microsoft.AspNetCore.Authorization;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Approvals.Rest;
using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Deliver.Calendar.Import;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.Deliver.Deployments.Rest;
using OpsPortal.Features.Deliver.EarlyLife.Rest;
using OpsPortal.Features.Deliver.Evidence;
using OpsPortal.Features.Deliver.Gates;
using OpsPortal.Features.Deliver.Notices.Rest;
using OpsPortal.Features.Deliver.Planning.Rest;
using OpsPortal.Features.Deliver.Policies.Rest;
using OpsPortal.Features.Deliver.Promotion.Rest;
using OpsPortal.Features.Deliver.Releases.Rest;
using OpsPortal.Features.Deliver.Runners.Secrets.Rest;
using OpsPortal.Features.Deliver.Templates.Rest;
using OpsPortal.Features.Deliver.Traffic.Gateway.Rest;
using OpsPortal.Features.Deliver.Versions.Rest;
using OpsPortal.Features.Detect.Correlation.Rest;
using OpsPortal.Features.Detect.Events.Rest;
using OpsPortal.Features.Detect.Maintenance.Windows.Rest;
using OpsPortal.Features.Detect.Monitors.Rest;
using OpsPortal.Features.Detect.Prioritisation.Rest;
using OpsPortal.Features.Detect.Significance.Rest;
using OpsPortal.Features.Estate;
using OpsPortal.Features.Improve.Advice.Rest;
using OpsPortal.Features.Improve.Improvements.Rest;
using OpsPortal.Features.Improve.Reports.Rest;
using OpsPortal.Features.Inform.Announcements.Rest;
using OpsPortal.Features.Inform.Deliveries;
using OpsPortal.Features.People.Passkeys;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Features.People.Traces;
using OpsPortal.Features.Respond.Automation.Rest;
using OpsPortal.Features.Respond.Handoffs.Rest;
using OpsPortal.Features.Respond.Incidents.Rest;
using OpsPortal.Features.Respond.OnCall.Rest;
using OpsPortal.Features.Respond.Problems.Rest;
using OpsPortal.Live;
using Scalar.AspNetCore;

namespace OpsPortal.Api;

/// <summary>What all of <c>/api/v1</c> has in common, its description, and the hub beside it.</summary>
internal static class ApiFeature
{
    /// <summary>Where all of it begins.</summary>
    public const string Root = "/api/v1";

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(http => WireJson.Apply(http.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<ProblemDetailsOptions>(problems => problems.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("code", Answers.Code(context.ProblemDetails.Status)));
        services.AddExceptionHandler<UnreadableRequestAnswer>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, NoSuchRouteAnswer>();
        services.AddOptions<ApiLimits>().BindConfiguration("OpsPortal:Api").ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.AddPolicy<string, ApiRateLimit>(ApiRateLimit.Name).AddPolicy<string, GateRateLimit>(GateRateLimit.Name));
        services.AddOpenApi("v1", Description.Apply);
        services.AddSignalR();
        return builder;
    }

    /// <summary>Before people are looked at: also their refusals are told as problems.</summary>
    public static WebApplication UseApi(this WebApplication app)
    {
        app.UseWhen(
            request => request.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) && !request.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
            api => api.UseStatusCodePages());
        return app;
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Permissions.PortalUse);
        routes.MapScalarApiReference("/api", Description.Browse).RequireAuthorization(Permissions.PortalUse);
        routes.MapHub<LiveHub>(LiveHub.Path, hub => hub.CloseOnAuthenticationExpiration = true).RequireAuthorization(Permissions.EventsRead);

        var api = routes.MapGroup(Root).RequireRateLimiting(ApiRateLimit.Name).AddEndpointFilter<CrossSiteGuard>();
        api.MapEvents();
        api.MapGroups();
        api.MapSignals();
        api.MapPriorities();
        api.MapMaintenance();
        api.MapCalendarImport();
        api.MapFreezes();
        api.MapPlanning();
        api.MapMonitors();
        api.MapAudit();
        api.MapEvidence();
        api.MapEstate();
        api.MapStepUps();
        api.MapPasskeys();
        api.MapLookAlikes();
        api.MapIncidents();
        api.MapHandoffs();
        api.MapProblems();
        api.MapChanges();
        api.MapApprovals();
        api.MapPolicies();
        api.MapTemplates();
        api.MapGates();
        api.MapNotices();
        api.MapDeployments();
        api.MapEarlyLife();
        api.MapProcesses();
        api.MapPromotion();
        api.MapCallbacks();
        api.MapReleases();
        api.MapReports();
        api.MapFeatureSwitches();
        api.MapSecrets();
        api.MapGatewayRoutes();
        api.MapVersions();
        api.MapImprovements();
        api.MapNoise();
        api.MapOnCall();
        api.MapAutomation();
        api.MapAnnouncements();
        api.MapDeliveries();
    }
}
