using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Metrics.Writer;

namespace OpsPortal.Features.Detect.Metrics;

internal static class MetricsFeature
{
    /// <summary>The store of metrics: its index, its one writer, and how it is read.</summary>
    public static IServiceCollection AddMetricStore(this IServiceCollection services)
    {
        services.AddOptions<MetricOptions>().BindConfiguration("OpsPortal:Metrics").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricOptions>, MetricOptionsValidator>();
        services.AddSingleton<SeriesIndex>().AddSingleton<MetricPath>().AddSingleton<MetricFeedback>().AddSingleton<MetricDisk>().AddSingleton<MetricStore>();
        return services.AddHostedService<MetricWriter>();
    }
}
