using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Moments.Collecting;

namespace OpsPortal.Features.Detect.Moments;

internal static class MomentsFeature
{
    /// <summary>Evidence on the page of an event: what every store knows around that moment.</summary>
    public static WebApplicationBuilder AddMoments(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MomentOptions>().BindConfiguration("OpsPortal:Evidence").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MomentOptions>, MomentOptionsValidator>();
        builder.Services.AddSingleton(services => new MomentLinks(services.GetRequiredService<IOptions<MomentOptions>>()));
        builder.Services.AddSingleton<MonitorsAround>().AddSingleton<SeriesAround>().AddSingleton<WorkBands>().AddSingleton<BandsAround>().AddSingleton<MetricsAround>().AddSingleton<LinesAround>().AddSingleton<EventsAround>().AddSingleton<ChangesAround>().AddSingleton<HappeningsAround>();
        builder.Services.AddSingleton<IMoments, CollectMoment>();
        return builder;
    }
}
