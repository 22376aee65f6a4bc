using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

internal static class CloudEventsFeature
{
    public const string Path = "/intake/cloudevents";

    /// <summary>CloudEvents 1.0 over HTTP: structured, batched, binary.</summary>
    public static WebApplicationBuilder AddCloudEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PostCloudEvents>();
        return builder;
    }

    public static IEndpointRouteBuilder MapCloudEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, routes.ServiceProvider.GetRequiredService<PostCloudEvents>().RunAsync).ExcludeFromDescription().RequireAuthorization(Permissions.SignalsIngest);

        // The handshake comes before any key is known, and tells nothing.
        routes.MapMethods(Path, [HttpMethods.Options], CloudEventsReply.HandshakeAsync).ExcludeFromDescription().AllowAnonymous();
        return routes;
    }
}
