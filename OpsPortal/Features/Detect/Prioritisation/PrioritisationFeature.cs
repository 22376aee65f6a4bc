using OpsPortal.Features.Detect.Prioritisation.Acts;
using OpsPortal.Features.Detect.Prioritisation.Matrix;

namespace OpsPortal.Features.Detect.Prioritisation;

internal static class PrioritisationFeature
{
    public static WebApplicationBuilder AddPrioritisation(this WebApplicationBuilder builder)
    {
        builder.Services.AddPriorities().AddHostedService<RecomputePriorities>();
        return builder;
    }

    /// <summary>Everything but who brings open events in line.</summary>
    internal static IServiceCollection AddPriorities(this IServiceCollection services) => services.AddSingleton<PriorityBook>().AddSingleton<SaveMatrix>().AddSingleton<ReprioritiseEvent>();
}
