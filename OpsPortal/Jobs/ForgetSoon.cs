using Hangfire.States;
using Hangfire.Storage;

namespace OpsPortal.Jobs;

/// <summary>Finished runs are forgotten after minutes: jobs that run every few seconds would otherwise fill the storage.</summary>
internal sealed class ForgetSoon : IApplyStateFilter
{
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = After;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = After;
}
