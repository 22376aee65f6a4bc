using OpsPortal.Features.Detect.Signals.CloudEvents;
using OpsPortal.Features.Detect.Signals.Json;
using OpsPortal.Features.Detect.Signals.Opsgenie;
using OpsPortal.Features.Detect.Signals.Otlp;
using OpsPortal.Features.Detect.Signals.PagerDuty;
using OpsPortal.Features.Detect.Signals.Syslog;
using OpsPortal.Features.Detect.Signals.Webhook;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Features.Detect.Sources.Fingerprints;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.Detect.Sources.Pages;
using OpsPortal.Features.Detect.Sources.Queries;

namespace OpsPortal.Features.Detect.Sources;

internal static class SourcesFeature
{
    /// <summary>Every integration that sends signals: the adapters, and what is known about who sends.</summary>
    public static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SourceBook>().AddSingleton<DefaultSources>().AddSingleton<SourceSecrets>().AddSingleton<SourceIntake>().AddSingleton<AcknowledgeBySource>();
        builder.Services.AddSingleton<SourceLedger>().AddSingleton<LedgerWriter>().AddHostedService(services => services.GetRequiredService<LedgerWriter>());
        builder.Services.AddSingleton<SourceActs>().AddSingleton<AddSource>().AddSingleton<RotateSourceKey>().AddSingleton<ChangeSource>().AddSingleton<RemoveSource>().AddSingleton<SaveMapping>().AddSingleton<SetSourceSecret>();
        builder.Services.AddSingleton<SaveFingerprint>().AddSingleton<FingerprintTrial>();
        builder.Services.AddSingleton<SourceQueries>().AddSingleton<SourceDesk>().AddSingleton<SourceSnippets>().AddScoped<SourcePageTools>();
        return builder.AddWebhook().AddPagerDuty().AddOpsgenie().AddCloudEvents().AddMappedJson().AddSyslog().AddOtlp();
    }

    public static IEndpointRouteBuilder MapSources(this IEndpointRouteBuilder routes) =>
        routes.MapWebhook().MapPagerDuty().MapOpsgenie().MapCloudEvents().MapMappedJson().MapOtlp();

    /// <summary>Adds the sources that every portal has.</summary>
    public static Task PrepareSourcesAsync(this WebApplication app) =>
        app.Services.GetRequiredService<DefaultSources>().AddAsync(app.Configuration.GetValue<bool>("OpsPortal:Demo"), app.Lifetime.ApplicationStopping);
}
