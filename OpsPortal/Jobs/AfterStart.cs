namespace OpsPortal.Jobs;

/// <summary>Lets work in the background wait until the start is over: on two processors it would stand in the way of the first page.</summary>
internal static class AfterStart
{
    private static readonly TimeSpan FirstPages = TimeSpan.FromSeconds(2);

    /// <summary>Until the portal has served for a moment.</summary>
    public static async Task SettledAsync(this IHostApplicationLifetime lifetime, TimeProvider clock, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stopping);
        await Task.Delay(FirstPages, clock, stopping);
    }
}
