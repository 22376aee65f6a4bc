using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpsPortal.Benchmarks.Load;

namespace OpsPortal.Benchmarks.Gateway;

/// <summary>Requests at a given pace: some callers, each with its share of it, who send when it is time and their last one is answered.</summary>
/// <param name="Waits">Smallest first; from sending to the whole answer.</param>
internal sealed record SteadyPace(double PerSecond, int Failed, IReadOnlyList<TimeSpan> Waits)
{
    private const int Lanes = 16;

    public static async Task<SteadyPace> RunAsync(Target target, int perSecond, TimeSpan duration)
    {
        var request = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST /api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1:{target.Port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"));
        var started = Stopwatch.GetTimestamp();
        var between = TimeSpan.FromSeconds((double)Lanes / perSecond);
        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Factory.StartNew(() => Lane(target, request, started, between * lane / Lanes, between, duration), TaskCreationOptions.LongRunning)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(lanes.Sum(lane => lane.Waits.Count) / elapsed.TotalSeconds, lanes.Sum(lane => lane.Failed), [.. lanes.SelectMany(lane => lane.Waits).Order()]);
    }

    private static (List<TimeSpan> Waits, int Failed) Lane(Target target, byte[] request, long started, TimeSpan first, TimeSpan between, TimeSpan duration)
    {
        using var connection = new AlertConnection(target);
        using var clock = new ManualResetEventSlim();
        var (waits, failed) = (new List<TimeSpan>((int)(duration / between) + 16), 0);
        for (var due = first; due < duration; due += between)
        {
            // A timer wakes a little late; what it is late by is the sender's and not the server's.
            if (due - Stopwatch.GetElapsedTime(started) is var early && early > TimeSpan.Zero) clock.Wait(early);
            var sent = Stopwatch.GetTimestamp();
            if (connection.Exchange(request) != 200) failed++;
            waits.Add(Stopwatch.GetElapsedTime(sent));
        }

        return (waits, failed);
    }
}
