using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Events;
using Scalar.AspNetCore;

namespace OpsPortal.Api;

/// <summary>What every REST route has in common, and the list of them.</summary>
internal static class ApiFeature
{
    public const string Root = "/api/v1";

    /// <summary>The page must not reach for anything outside; the browser sees to it.</summary>
    private const string OnlyOurselves =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'";

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<ApiFailures>();
        builder.Services.AddOptions<RateOptions>().BindConfiguration("OpsPortal:Api").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
        return builder;
    }

    /// <summary>A refusal that has no words yet is given them. Before authentication, whose refusals have none.</summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder app) => app.UseWhen(
        request => request.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) || request.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase),
        api => api.UseStatusCodePages(context => Problems.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode)));

    /// <summary>Every REST area, its description, and the page to read that on.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapEvents();
        routes.MapAudit();
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Permissions.PortalUse);
        routes.MapGroup("").AddEndpointFilter(async (call, next) =>
            {
                call.HttpContext.Response.Headers.ContentSecurityPolicy = OnlyOurselves;
                return await next(call);
            })
            .MapScalarApiReference("/api", page =>
            {
                page.Title = "OpsPortal API";
                page.OpenApiRoutePattern = "/openapi/{documentName}.json";
                page.DefaultFonts = false;
                page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
                page.HideClientButton = true;
                page.Telemetry = false;
            }).RequireAuthorization(Permissions.PortalUse);
        return routes;
    }

    /// <summary>A group of REST routes, under the limits everyone shares.</summary>
    public static RouteGroupBuilder MapApiGroup(this IEndpointRouteBuilder routes, string area, string tag)
    {
        var limits = routes.ServiceProvider.GetRequiredService<RateLimits>();
        var group = routes.MapGroup($"{Root}/{area}").WithTags(tag);
        group.AddEndpointFilter(limits.AskAsync);
        group.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        return group;
    }
}
