using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Features.Detect.Signals.Writer;
using OpsPortal.Features.Detect.Significance;

namespace OpsPortal.Features.Detect.Signals;

internal static class SignalsFeature
{
    /// <summary>The signal path: the queue every intake hands over to, the steps, and the one writer.</summary>
    public static WebApplicationBuilder AddSignals(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SignalPath>().AddSingleton<SignalPipeline>().AddSingleton<SuppressStep>().AddSingleton<PrioritiseStep>().AddSingleton<SignificanceStep>().AddSingleton<EnrichStep>().AddSingleton<WriterFeedback>();
        builder.Services.AddHostedService<SignalWriter>();
        return builder;
    }
}
