using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Components.Handling;
using OpsPortal.Features.Deliver.Releases.Deployed;
using OpsPortal.Features.Deliver.Releases.Pages.Editing;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Deliver.Releases.Switches;

namespace OpsPortal.Features.Deliver.Releases;

internal static class ReleasesFeature
{
    /// <summary>Releases, what they make available, and the switches by which applications learn of it.</summary>
    public static WebApplicationBuilder AddReleases(this WebApplicationBuilder builder)
    {
        builder.Services.AddReleaseParts().AddSingleton<ReleaseHandling>().AddSingleton<ReleaseFormTools>();
        return builder;
    }

    /// <summary>The same without screens of their own.</summary>
    internal static IServiceCollection AddReleaseParts(this IServiceCollection services) => services
        .AddSingleton<NoticedVersions>().AddSingleton<IDeployedVersions, KnownVersions>().AddSingleton<ReleaseDesk>().AddSingleton<ReleaseQueries>()
        .AddSingleton<PlanRelease>().AddSingleton<EditRelease>().AddSingleton<CommentOnRelease>().AddSingleton<ReplanRelease>().AddSingleton<ReleaseTasks>().AddSingleton<DecideOnRelease>()
        .AddSingleton<SwitchDesk>().AddSingleton<SwitchQueries>().AddSingleton<SwitchBook>();
}
