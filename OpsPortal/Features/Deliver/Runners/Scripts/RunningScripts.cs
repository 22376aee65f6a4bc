using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Deliver.Runners.Scripts;

/// <summary>The scripts that this portal runs now, and how those ended that were run lately. A portal that stops ends them.</summary>
internal sealed class RunningScripts(IOptions<RunnerOptions> options, TimeProvider clock) : IHostedService, IDisposable
{
    /// <summary>How long an end is remembered for whoever asks.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _places = new(options.Value.ScriptsAtOnce);
    private readonly Lock _gate = new();

    /// <summary>Begins what a key stands for, once, as soon as there is a place.</summary>
    /// <param name="run">Ends when it is told to.</param>
    /// <param name="stopping">Gives the turn up.</param>
    public async Task BeginAsync(string key, Func<CancellationToken, Task<RunnerAnswer>> run, CancellationToken stopping)
    {
        if (_runs.ContainsKey(key)) return;
        await _places.WaitAsync(stopping);
        lock (_gate)
        {
            Forget();
            if (_runs.ContainsKey(key))
            {
                _places.Release();
                return;
            }

            var begun = new Run(CancellationTokenSource.CreateLinkedTokenSource(_closing.Token));
            begun.Task = Task.Run(async () =>
            {
                try
                {
                    return await run(begun.Stop.Token);
                }
                finally
                {
                    begun.EndedAt = clock.GetUtcNow();
                    _places.Release();
                }
            }, CancellationToken.None);
            _runs[key] = begun;
        }
    }

    /// <summary>How it stands: null answer while it runs; false where this portal has not begun it.</summary>
    public bool TryFind(string key, out RunnerAnswer? answer)
    {
        answer = null;
        if (!_runs.TryGetValue(key, out var run)) return false;
        if (run.Task.IsCompletedSuccessfully) answer = run.Task.Result;
        else if (run.Task.IsCompleted) answer = RunnerAnswer.Failed(RunnerRefusals.Stopped());
        return true;
    }

    /// <summary>Ends it and waits until it has ended.</summary>
    public async Task StopAsync(string key)
    {
        if (!_runs.TryGetValue(key, out var run)) return;
        if (!run.Task.IsCompleted) await run.Stop.CancelAsync();
        await ((Task)run.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_closing.IsCancellationRequested) await _closing.CancelAsync();
        foreach (var run in _runs.Values) await ((Task)run.Task).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _closing.Dispose();
        _places.Dispose();
        foreach (var run in _runs.Values) run.Stop.Dispose();
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (old, over) in _runs.Where(one => one.Value.EndedAt is { } ended && now - ended > Remembered))
        {
            if (_runs.TryRemove(old, out _)) over.Stop.Dispose();
        }
    }

    private sealed class Run(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop { get; } = stop;

        public Task<RunnerAnswer> Task { get; set; } = System.Threading.Tasks.Task.FromResult(RunnerAnswer.Failed(RunnerRefusals.Stopped()));

        public DateTimeOffset? EndedAt { get; set; }
    }
}
