using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Signals.Webhook;

internal static class WebhookFeature
{
    /// <summary>The webhook of an Alertmanager, version 4, and of Grafana's alerting.</summary>
    public static WebApplicationBuilder AddWebhook(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WebhookSignature>().AddSingleton<SeenStates>().AddSingleton<PostWebhook>();
        return builder;
    }

    public static IEndpointRouteBuilder MapWebhook(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/intake/alertmanager", [HttpMethods.Post, HttpMethods.Put], routes.ServiceProvider.GetRequiredService<PostWebhook>().RunAsync)
            .ExcludeFromDescription().RequireAuthorization(Permissions.SignalsIngest);
        return routes;
    }
}
