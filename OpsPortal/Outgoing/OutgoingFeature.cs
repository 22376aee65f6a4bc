using Microsoft.Extensions.Options;

namespace OpsPortal.Outgoing;

internal static class OutgoingFeature
{
    /// <summary>The guard before every connection that the portal opens because somebody told it an address.</summary>
    public static IServiceCollection AddOutgoing(this IServiceCollection services)
    {
        services.AddOptions<OutgoingOptions>().BindConfiguration("OpsPortal:Outgoing").ValidateOnStart();
        return services.AddSingleton<IValidateOptions<OutgoingOptions>, OutgoingOptionsValidator>().AddSingleton<AddressRule>().AddSingleton<GuardedConnect>();
    }
}
