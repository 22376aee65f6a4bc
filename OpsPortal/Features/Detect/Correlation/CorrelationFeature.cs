using OpsPortal.Features.Detect.Correlation.Acts;
using OpsPortal.Features.Detect.Correlation.Components;
using OpsPortal.Features.Detect.Correlation.Keeping;
using OpsPortal.Features.Detect.Correlation.Queries;

namespace OpsPortal.Features.Detect.Correlation;

internal static class CorrelationFeature
{
    public static WebApplicationBuilder AddCorrelation(this WebApplicationBuilder builder)
    {
        builder.Services.AddGroups().AddHostedService<GroupKeeper>();
        return builder;
    }

    /// <summary>Everything but who keeps groups up to date.</summary>
    internal static IServiceCollection AddGroups(this IServiceCollection services) => services
        .AddSingleton<GroupBook>().AddSingleton<GroupQueries>().AddSingleton<GroupDesk>()
        .AddSingleton<MergeEvents>().AddSingleton<UnmergeEvents>().AddSingleton<PartEvent>().AddSingleton<RejoinEvent>()
        .AddScoped<Grouping>();
}
