using Microsoft.Extensions.Options;
using OpsPortal.Features.Deliver.Runners.GitHub;
using OpsPortal.Features.Deliver.Runners.Http;
using OpsPortal.Features.Deliver.Runners.Jenkins;
using OpsPortal.Features.Deliver.Runners.Logs;
using OpsPortal.Features.Deliver.Runners.Manual;
using OpsPortal.Features.Deliver.Runners.Scripts;
using OpsPortal.Features.Deliver.Runners.Secrets;
using OpsPortal.Features.Deliver.Runners.Webhooks;

namespace OpsPortal.Features.Deliver.Runners;

internal static class RunnersFeature
{
    /// <summary>What carries the steps of a deployment out, and the secrets they need.</summary>
    public static WebApplicationBuilder AddRunners(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RunnerOptions>().BindConfiguration(RunnerOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RunnerOptions>, RunnerOptionsValidator>();
        AddRunnerParts(builder.Services);
        builder.Services.AddHostedService(services => services.GetRequiredService<RunningScripts>());
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static void AddRunnerParts(IServiceCollection services)
    {
        services.AddOptions<RunnerOptions>();
        services.AddSingleton<SecretSeal>().AddSingleton<SecretBook>().AddSingleton<SecretDesk>();
        services.AddSingleton<StepLogs>().AddSingleton<StepRunners>().AddSingleton<RunningScripts>().AddSingleton<RunnerHttp>();
        services.AddSingleton<IStepRunner, ScriptRunner>().AddSingleton<IStepRunner, WebhookRunner>().AddSingleton<IStepRunner, ManualRunner>()
            .AddSingleton<IStepRunner, GitHubRunner>().AddSingleton<IStepRunner, JenkinsRunner>();
    }
}
