using Microsoft.AspNetCore.Diagnostics;
using MudBlazor;
using MudBlazor.Services;
using OpsPortal.Features.People;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Lists.SavedViews;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Shell;
using OpsPortal.Ui.Time;

namespace OpsPortal.Ui;

/// <summary>The shell that every page stands in: components, styles, and what happens when there is no page.</summary>
internal static class UiFeature
{
    /// <summary>Open pages are told to leave at once, so this is seldom used up.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>What a page sends at once, in bytes: a long text in one field. Files come in pieces.</summary>
    private const int MostTyped = 256 * 1024;

    public static WebApplicationBuilder AddUi(this WebApplicationBuilder builder)
    {
        // Only a published application has its assets beside it; a built one knows where they lie.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostTyped);
        builder.Services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            mud.SnackbarConfiguration.VisibleStateDuration = 8000;
            mud.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            mud.SnackbarConfiguration.ShowTransitionDuration = mud.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        builder.Services.AddExceptionHandler<PageFailures>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddScoped<Viewer>().AddScoped<Shortcuts>().AddScoped<Ticker>().AddScoped<Lists.ListTools>();
        builder.Services.AddSingleton<PreferenceBook>().AddSingleton<SavedViewBook>();
        return builder;
    }

    /// <summary>First of all middleware: a stopping host turns everyone away, and what fails is shown as a page to whoever reads pages.</summary>
    public static WebApplication UseUi(this WebApplication app)
    {
        // A client that reconnects while the host stops would never be told to close; Kestrel would wait out its time-out.
        app.Use((request, next) =>
        {
            if (!app.Lifetime.ApplicationStopping.IsCancellationRequested) return next(request);
            request.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            request.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        app.UseStatusCodePagesWithReExecute(ProblemPaths.Pattern, createScopeForStatusCodePages: true);
        app.Use((request, next) =>
        {
            // Programs are answered with the status alone, or with problem details.
            if (!PageFailures.IsPage(request) && request.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(request);
        });
        app.UseExceptionHandler();

        // Here and not before everything: the page shown in place of another is then routed, and so authorised, on its own.
        app.UseRouting();
        return app;
    }

    public static void MapUi(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequirePortalUseForCircuits();
    }
}
