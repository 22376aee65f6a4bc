using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Components.Handling;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Deliver.Deployments.Rest;
using OpsPortal.Features.Deliver.Deployments.Verification;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.Promotion;
using OpsPortal.Features.Detect.Moments;

namespace OpsPortal.Features.Deliver.Deployments;

internal static class DeploymentsFeature
{
    /// <summary>Deployments: how they are done, what moves them on, and what is seen of them.</summary>
    public static WebApplicationBuilder AddDeployments(this WebApplicationBuilder builder)
    {
        AddDeploymentParts(builder.Services);
        builder.Services.AddSingleton<DeploymentHandling>();
        if (builder.Configuration.GetValue("OpsPortal:Jobs:Enabled", defaultValue: true)) builder.Services.AddHostedService(services => services.GetRequiredService<DeploymentExecutor>());
        return builder;
    }

    /// <summary>The same without a host around it; needs the parts of changes, runners and traffic.</summary>
    internal static void AddDeploymentParts(IServiceCollection services)
    {
        services.AddPromotionParts();
        services.AddSingleton<DeploymentMail>().AddSingleton<BeginByProcess>().AddSingleton<DeploymentEnd>().AddSingleton<DeploymentDesk>().AddSingleton<StartRules>().AddSingleton<DeployChange>().AddSingleton<DeploymentActs>().AddSingleton<LiftQuarantine>();
        services.AddSingleton<DeploymentQueries>().AddSingleton<TakeCallback>();
        services.AddSingleton<ProcessCheck>().AddSingleton<ProcessDesk>();
        services.AddSingleton<LeaseKeeper>().AddSingleton<ExecutorWake>().AddSingleton<StepLogBook>().AddSingleton<StepReports>().AddSingleton<TaskRuns>().AddSingleton<TrafficShifts>().AddSingleton<RunningSteps>().AddSingleton<DueDeployments>().AddSingleton<Surroundings>().AddSingleton<OpenWindows>().AddSingleton<DeploymentHistory>().AddSingleton<IChangeHistory>(parts => parts.GetRequiredService<DeploymentHistory>()).AddSingleton<DeployedBefore>().AddSingleton<LinkIncident>().AddSingleton<IncidentDeployments>().AddSingleton<DeploymentExecutor>();
        services.AddSingleton<CheckMeasures>().AddSingleton<CanaryLooks>().AddSingleton<RunEvents>().AddSingleton<StepLooks>();
    }
}
