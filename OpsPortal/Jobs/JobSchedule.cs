using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Deliver.EarlyLife.Following;
using OpsPortal.Features.Deliver.Gates;
using OpsPortal.Features.Deliver.Notices;
using OpsPortal.Features.Deliver.Policies.Watching;
using OpsPortal.Features.Deliver.Versions.Differences;
using OpsPortal.Features.Deliver.Versions.Lookups;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Features.Detect.Correlation.Jobs;
using OpsPortal.Features.Detect.Events.Jobs;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Detect.Metrics.Jobs;
using OpsPortal.Features.Detect.Monitors.Jobs;
using OpsPortal.Features.Detect.Signals.Writer;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Sources.Jobs;
using OpsPortal.Features.Detect.Traces.Jobs;
using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Improvements.Feeds;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Features.Improve.Reports.Schedules.Sending;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Features.Inform.Notifications.Watching;
using OpsPortal.Features.Inform.Status;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Incidents.Following;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Telemetry;

namespace OpsPortal.Jobs;

/// <summary>Work that recurs. It finds what is due in the database, may run twice, and stops when told.</summary>
internal interface IJob
{
    Task RunAsync(CancellationToken stopping);
}

/// <summary>A recurring job: its name, how often it runs, and how to make one.</summary>
/// <param name="Name">As on the dashboard, in metrics and in health.</param>
/// <param name="Every">Whole seconds below a minute, whole minutes below an hour, or one hour.</param>
internal sealed record ScheduledJob(string Name, TimeSpan Every, Func<IServiceProvider, IJob> Create)
{
    /// <summary>A job that runs this often is not retried: its next run is the retry.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    public bool IsFrequent => Every <= Often;

    /// <summary>Six fields, seconds first.</summary>
    public string Cron => Every switch
    {
        { TotalSeconds: < 60 and var seconds } => $"*/{seconds:0} * * * * *",
        { TotalMinutes: < 60 and var minutes } => $"0 */{minutes:0} * * * *",
        _ => "0 7 * * * *",
    };

    public static ScheduledJob Of<TJob>(string name, TimeSpan every) where TJob : class, IJob =>
        new(name, every, services => ActivatorUtilities.CreateInstance<TJob>(services));
}

/// <summary>Every recurring job, its name and interval. Nothing else is scheduled.</summary>
internal static class JobSchedule
{
    public static IReadOnlyList<ScheduledJob> All { get; } =
    [
        ScheduledJob.Of<ExpireSilentEvents>("events.expire-silent", TimeSpan.FromSeconds(5)),
        new("silences.reapply", TimeSpan.FromSeconds(5), services => services.GetRequiredService<ReapplySilences>()),
        ScheduledJob.Of<FollowApprovals>("approvals.follow", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<FollowEarlyLife>("early-life.follow", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<FollowGates>("gates.follow", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<RetainCommits>("commits.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<LookUpVersions>("versions.look-up", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<WatchVersions>("versions.watch", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<RetainVersions>("versions.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<WatchPolicies>("approvals.watch-policies", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<TurnWindows>("windows.turn", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<RetainWindows>("windows.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<SettleFlapping>("events.settle-flapping", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<WakeSnoozedEvents>("events.wake-snoozed", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<CloseResolvedEvents>("events.close-resolved", TimeSpan.FromMinutes(5)),
        ScheduledJob.Of<LearnCompanions>("events.learn-companions", TimeSpan.FromHours(1)),
        ScheduledJob.Of<RetainEvents>("events.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<RetainSignals>("signals.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<EvaluateMonitors>("monitors.evaluate", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<ProbeMonitors>("monitors.probe", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<RetainTurns>("monitors.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<RollUpMetrics>("metrics.roll-up", TimeSpan.FromHours(1)),
        ScheduledJob.Of<RetainMetrics>("metrics.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<SettleTraces>("traces.settle", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<RetainTraces>("traces.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<NoticeSilentSources>("sources.notice-silent", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<AnnounceDeployments>("announcements.deployments", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<FollowWindows>("announcements.follow-windows", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<FollowIncidents>("incidents.follow", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<EscalateIncidents>("incidents.escalate", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<CountOccurrences>("problems.count", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<ProposeProblems>("problems.propose", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<RetainOccurrences>("problems.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<EscalateHandoffs>("handoffs.escalate", TimeSpan.FromSeconds(30)),
        ScheduledJob.Of<CountNoise>("improvements.count-noise", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<LookForAdvice>("improvements.advise", TimeSpan.FromHours(1)),
        ScheduledJob.Of<FeedImprovements>("improvements.feed", TimeSpan.FromHours(1)),
        ScheduledJob.Of<MeasureEffects>("improvements.measure", TimeSpan.FromHours(1)),
        ScheduledJob.Of<PlanDueRuns>("automation.plan", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<RetainRuns>("automation.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<TellDueNotifications>("notifications.tell", TimeSpan.FromSeconds(5)),
        ScheduledJob.Of<RetainTellings>("notifications.retain", TimeSpan.FromHours(1)),
        new("announcements.advance", TimeSpan.FromSeconds(5), services => services.GetRequiredService<AdvanceAnnouncements>()),
        ScheduledJob.Of<EndOfIncidents>("announcements.end-of-incidents", TimeSpan.FromSeconds(30)),
        ScheduledJob.Of<NoteDays>("status.days", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<RetainSubscriptions>("subscriptions.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<SendOutbox>("outbox.send", TimeSpan.FromSeconds(2)),
        ScheduledJob.Of<RetainOutbox>("outbox.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<RollUpEvents>("reports.roll-up", TimeSpan.FromMinutes(1)),
        ScheduledJob.Of<SendDueReports>("reports.send", TimeSpan.FromSeconds(15)),
        ScheduledJob.Of<RetainSendings>("reports.retain", TimeSpan.FromHours(1)),
        ScheduledJob.Of<IntakeHeartbeat>("intake.heartbeat", TimeSpan.FromSeconds(30)),
    ];

    public static ScheduledJob? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
