using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Following;
using OpsPortal.Features.Deliver.EarlyLife.Pages;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Deliver.EarlyLife.Tightening;
using OpsPortal.Features.Detect.Monitors.Tightening;

namespace OpsPortal.Features.Deliver.EarlyLife;

internal static class EarlyLifeFeature
{
    /// <summary>The time after a deployment in which its services are looked after more closely.</summary>
    public static WebApplicationBuilder AddEarlyLife(this WebApplicationBuilder builder)
    {
        AddEarlyLifeParts(builder.Services);
        builder.Services.AddSingleton<EarlyLifeFormTools>();
        return builder;
    }

    /// <summary>The same without screens of their own; needs the parts of changes and deployments.</summary>
    internal static void AddEarlyLifeParts(IServiceCollection services)
    {
        services.AddSingleton<EarlyLifeMail>().AddSingleton<EarlyLifeDesk>().AddSingleton<BeginEarlyLife>().AddSingleton<EarlyLifeActs>().AddSingleton<EarlyLifeQueries>();
        services.AddSingleton<TightenedNow>().AddSingleton<ITighterValues>(parts => parts.GetRequiredService<TightenedNow>());
    }
}
