using OpsPortal.Domain.People;

namespace OpsPortal.Live;

internal static class LiveFeature
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangeFeed>().AddSignalR();
        return builder;
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<LiveHub>("/hubs/live").RequireAuthorization(Permissions.EventsRead);
        return routes;
    }
}
