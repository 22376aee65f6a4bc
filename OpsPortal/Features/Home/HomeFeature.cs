using OpsPortal.Features.Home.Pages;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Jobs;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Home;

internal static class HomeFeature
{
    /// <summary>The dashboard and the wallboard, and what they read.</summary>
    public static WebApplicationBuilder AddHome(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Arrivals>().AddSingleton<DashboardReader>().AddSingleton(services => new PortalPulse(
                services.GetRequiredService<IntakeMetrics>(), services.GetRequiredService<JobHealth>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<NeedsReader>().AddSingleton<WorkReader>().AddSingleton<CapacityAhead>().AddSingleton<UptimeDays>().AddScoped<DashboardTools>();
        return builder;
    }
}
