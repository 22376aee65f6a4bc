using Microsoft.Extensions.Options;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Editing;
using OpsPortal.Features.Respond.Automation.Pages;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Features.Respond.Automation.Sending;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Respond.Automation;

internal static class AutomationFeature
{
    /// <summary>Triggers, their runs, and the outbox they leave through. A process that works on no jobs plans and sends nothing.</summary>
    public static WebApplicationBuilder AddAutomation(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AutomationOptions>().BindConfiguration(AutomationOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AutomationOptions>, AutomationOptionsValidator>();
        var works = builder.Configuration.GetValue("OpsPortal:Jobs:Enabled", defaultValue: true);
        AddAutomationParts(builder.Services, works);
        if (works) builder.Services.AddHostedService<FollowEvents>();
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static void AddAutomationParts(IServiceCollection services, bool works)
    {
        services.AddOutbox(works);
        services.AddSingleton<TriggerDesk>().AddSingleton<SaveTrigger>().AddSingleton<RestartTrigger>().AddSingleton<StopTrigger>().AddSingleton<DeleteTrigger>().AddSingleton<RotateTriggerSecret>().AddSingleton<TryTrigger>();
        services.AddSingleton<RunDesk>().AddSingleton<ApproveRun>().AddSingleton<RejectRun>().AddSingleton<StopRun>();
        services.AddSingleton<ScriptFolder>().AddSingleton<RunMessages>().AddSingleton<RunFollowing>().AddSingleton<IOutboxSender, WebhookSender>().AddSingleton<IOutboxSender, ScriptSender>();
        services.AddSingleton<NoticeRecipients>().AddSingleton<IOutboxSender, NoticeSender>().AddSingleton<IOutboxSender, IncidentSender>();
        services.AddSingleton<RunWriter>().AddSingleton<PlanRuns>();
        services.AddSingleton<TriggerQueries>().AddSingleton<RunQueries>().AddSingleton<TriggerActs>().AddSingleton<TriggerEditing>().AddSingleton<RunPageTools>();
    }
}
