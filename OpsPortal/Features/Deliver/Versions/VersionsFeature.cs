using Microsoft.Extensions.Options;
using OpsPortal.Features.Deliver.Versions.Differences;
using OpsPortal.Features.Deliver.Versions.Lookups;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Features.Deliver.Versions.Pages;

namespace OpsPortal.Features.Deliver.Versions;

internal static class VersionsFeature
{
    /// <summary>Which versions run, held against what was approved and deployed.</summary>
    public static WebApplicationBuilder AddVersions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<VersionOptions>().BindConfiguration(VersionOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<VersionOptions>, VersionOptionsValidator>();
        AddVersionParts(builder.Services);
        return builder;
    }

    /// <summary>The same without a host around it; needs the runners' way out, the catalogue and the way of signals.</summary>
    internal static void AddVersionParts(IServiceCollection services)
    {
        services.AddOptions<VersionOptions>();
        services.AddSingleton<VersionBook>().AddSingleton<TakeVersions>().AddSingleton<LookupDesk>();
        services.AddSingleton<NoticedDeployments>().AddSingleton<IDeployedVersions, AllDeployments>().AddSingleton<ApprovedVersions>().AddSingleton<VersionReader>().AddSingleton<VersionQueries>();
        services.AddSingleton<DifferenceEvents>().AddSingleton<DifferenceDesk>().AddSingleton<VersionTools>();
    }
}
