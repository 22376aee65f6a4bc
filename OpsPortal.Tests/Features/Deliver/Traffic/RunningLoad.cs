using System.Collections.Concurrent;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Deliver.Traffic;

/// <summary>Callers who ask again as soon as they are answered, until they are told to stop.</summary>
internal sealed class RunningLoad
{
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _callers;

    private RunningLoad(string url, int callers) => _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(new(url)))));

    /// <summary>What was not answered with 200, in words.</summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    public static RunningLoad Start(string url, int callers = 8) => new(url, callers);

    public int Answers(string version) => _answers.GetValueOrDefault(version);

    /// <summary>Waits until a version has answered so many requests more.</summary>
    public Task MoreAsync(string version, int requests)
    {
        var before = Answers(version);
        return Waiting.UntilAsync(() => Answers(version) >= before + requests || !_failures.IsEmpty, () => $"{version} answers no more", TimeSpan.FromSeconds(30));
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
        _stop.Dispose();
    }

    private async Task CallAsync(Uri url)
    {
        using var http = new HttpClient();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(url);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode) _answers.AddOrUpdate(text, 1, (_, before) => before + 1);
                else _failures.Enqueue($"{(int)answer.StatusCode} {text}");
            }
            catch (HttpRequestException failure)
            {
                _failures.Enqueue(failure.Message);
            }
        }
    }
}
