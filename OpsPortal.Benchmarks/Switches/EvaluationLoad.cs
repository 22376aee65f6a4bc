using System.Diagnostics;
using OpsPortal.Benchmarks.Load;

namespace OpsPortal.Benchmarks.Switches;

/// <summary>Callers who ask again as soon as they are answered, each for one user after the other.</summary>
/// <param name="PerSecond">Requests that were answered with 200.</param>
/// <param name="Waits">Smallest first; from sending to the whole answer.</param>
internal sealed record EvaluationLoad(double PerSecond, int Failed, IReadOnlyList<TimeSpan> Waits)
{
    public static Task<EvaluationLoad> RunAsync(Target target, byte[][] requests, int connections, TimeSpan duration) => Task.Run(() =>
    {
        var started = Stopwatch.GetTimestamp();
        var lanes = Enumerable.Range(0, connections).Select(lane => new Lane(target, requests, lane * requests.Length / connections, started, duration)).ToArray();
        var threads = lanes.Select(lane => new Thread(lane.Run) { IsBackground = true, Name = "application" }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new EvaluationLoad(lanes.Sum(lane => lane.Waits.Count - lane.Failed) / elapsed.TotalSeconds, lanes.Sum(lane => lane.Failed), [.. lanes.SelectMany(lane => lane.Waits).Order()]);
    });

    private sealed class Lane(Target target, byte[][] requests, int first, long started, TimeSpan duration)
    {
        public List<TimeSpan> Waits { get; } = new(100_000);

        public int Failed { get; private set; }

        public void Run()
        {
            using var connection = new AlertConnection(target);
            for (var at = first; Stopwatch.GetElapsedTime(started) < duration; at++)
            {
                var sent = Stopwatch.GetTimestamp();
                if (connection.Exchange(requests[at % requests.Length]) != 200) Failed++;
                Waits.Add(Stopwatch.GetElapsedTime(sent));
            }
        }
    }
}
