using Microsoft.Extensions.Options;
using OpsPortal.Features.Deliver.Traffic.Gateway;
using OpsPortal.Features.Deliver.Traffic.Gateway.Pages;
using OpsPortal.Features.Deliver.Traffic.Gateway.Serving;
using OpsPortal.Features.Deliver.Traffic.Haproxy;
using OpsPortal.Features.Deliver.Traffic.Webhooks;

namespace OpsPortal.Features.Deliver.Traffic;

internal static class TrafficFeature
{
    /// <summary>What moves traffic between the versions of a service, and the gateway that is built in.</summary>
    public static WebApplicationBuilder AddTraffic(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        builder.Services.AddOptions<HaproxyOptions>().BindConfiguration(HaproxyOptions.Section);
        AddTrafficParts(builder.Services);
        builder.Services.AddHostedService<GatewayKeeper>().AddHostedService(services => services.GetRequiredService<GatewayListener>());
        return builder;
    }

    /// <summary>The same without a host around it; needs the runners' parts.</summary>
    internal static void AddTrafficParts(IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>();
        services.AddOptions<HaproxyOptions>();
        services.AddSingleton<TrafficControllers>().AddSingleton<HaproxyLine>().AddSingleton<GatewayBook>().AddSingleton<GatewayShelf>().AddSingleton<GatewayDesk>().AddSingleton<GatewayTools>().AddSingleton<GatewayListener>();
        services.AddSingleton<ITrafficController, HaproxyController>().AddSingleton<ITrafficController, GatewayController>().AddSingleton<ITrafficController, WebhookController>();
    }
}
