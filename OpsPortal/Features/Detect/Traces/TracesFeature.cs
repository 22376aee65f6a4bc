using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Traces;

internal static class TracesFeature
{
    /// <summary>The store of traces: the queue before it, its one writer, and how it is read.</summary>
    public static WebApplicationBuilder AddTraces(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TraceOptions>().BindConfiguration("OpsPortal:Traces").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TraceOptions>, TraceOptionsValidator>();
        builder.Services.AddSingleton<TracePath>().AddSingleton<TraceCommit>().AddSingleton<TraceFeedback>().AddSingleton<TraceQueries>();
        builder.Services.AddSingleton<IMeasured>(services => services.GetRequiredService<TraceFeedback>());
        builder.Services.AddHostedService<TraceWriter>();
        return builder;
    }
}
