namespace OpsPortal.Features.Detect.Signals.PagerDuty;

internal static class PagerDutyFeature
{
    /// <summary>PagerDuty's Events API version 2.</summary>
    public static WebApplicationBuilder AddPagerDuty(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Enqueue>();
        return builder;
    }

    public static IEndpointRouteBuilder MapPagerDuty(this IEndpointRouteBuilder routes)
    {
        // The routing key in the body is asked for there; no header is.
        var enqueue = routes.ServiceProvider.GetRequiredService<Enqueue>();
        var events = routes.MapGroup("/v2").ExcludeFromDescription().AllowAnonymous();
        events.MapPost("/enqueue", enqueue.EventAsync);
        events.MapPost("/change/enqueue", enqueue.ChangeAsync);
        return routes;
    }
}
