using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Components;
using OpsPortal.Features.Detect.Maintenance.Windows.Editing;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Detect.Maintenance.Windows.Pages;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Detect.Maintenance;

internal static class MaintenanceFeature
{
    /// <summary>Silences and maintenance windows: their use cases, and the view of them that the signal path asks. Add it before the signal path.</summary>
    public static WebApplicationBuilder AddMaintenance(this WebApplicationBuilder builder)
    {
        builder.Services.AddMaintenanceParts().AddHostedService<SilenceBookKeeper>();
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static IServiceCollection AddMaintenanceParts(this IServiceCollection services)
    {
        services.AddSingleton<SilenceBook>().AddSingleton<WindowBook>().AddSingleton<Holding>().AddSingleton<ReapplySilences>();
        services.AddSingleton<SetSilence>().AddSingleton<ExpireSilence>();
        services.AddSingleton<WindowDesk>().AddSingleton<SaveWindow>().AddSingleton<MoveWindowTime>().AddSingleton<PreviewWindow>().AddSingleton<WindowMoments>();
        services.AddSingleton<ApproveWindow>().AddSingleton<RejectWindow>().AddSingleton<StartWindow>().AddSingleton<ExtendWindow>().AddSingleton<EndWindow>().AddSingleton<CancelWindow>();
        services.AddSingleton<WindowQueries>().AddSingleton<MaintenanceList>();
        services.AddSingleton<WindowDeciding>().AddSingleton<WindowActing>().AddSingleton<WindowPageTools>().AddSingleton<WindowEditing>();
        services.AddSingleton<IJump, WindowJump>();
        return services;
    }
}
