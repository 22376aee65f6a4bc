namespace OpsPortal.Peers;

/// <summary>Waits on conditions, never for a fixed time.</summary>
public static class Waiting
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Asks until the answer is yes; throws with <paramref name="what"/> after <paramref name="atMost"/> (<see cref="Patience"/> unless told).</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? atMost = null)
    {
        using var deadline = new CancellationTokenSource(atMost ?? Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await condition())
        {
            try
            {
                await tick.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException timeUp)
            {
                throw new TimeoutException($"Waited {atMost ?? Patience} in vain: {what()}", timeUp);
            }
        }
    }

    public static Task UntilAsync(Func<bool> condition, Func<string> what, TimeSpan? atMost = null) =>
        UntilAsync(() => Task.FromResult(condition()), what, atMost);

    /// <summary>Until the address gives any HTTP answer, or a success where <paramref name="success"/> asks for it.</summary>
    public static Task UntilAnswersAsync(this ChildProcess process, string address, bool success = true) => UntilAsync(async () =>
    {
        if (process.HasExited) throw new InvalidOperationException($"{process.Name} ended with {process.ExitCode}.\n{process.Log}");
        try
        {
            using var answer = await Http.GetAsync(new Uri(address));
            return !success || answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }, () => $"{process.Name} does not answer at {address}.\n{process.Log}");

    private static HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
}
