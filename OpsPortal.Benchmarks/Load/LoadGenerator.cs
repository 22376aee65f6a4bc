using System.Diagnostics;
using OpsPortal.Benchmarks.Measured;

namespace OpsPortal.Benchmarks.Load;

/// <summary>
/// Sends the same alerts again and again as fast as the server takes them, each connection its own share of them,
/// with ends that move forward with the clock.
/// </summary>
internal sealed class LoadGenerator(Target target, TimeProvider clock)
{
    /// <summary>Prometheus says: ends in four times its resend delay, which is a minute.</summary>
    private static readonly TimeSpan EndsIn = TimeSpan.FromMinutes(4);

    /// <param name="distinct">How many different alerts.</param>
    /// <param name="run">Keeps the alerts of two loads on the same server apart.</param>
    public LoadResult Run(int distinct, string run, int connections, TimeSpan duration)
    {
        var shares = Share(distinct, run, connections);
        var started = Stopwatch.GetTimestamp();
        var lanes = shares.Select(share => new Lane(target, clock, share, started, duration)).ToArray();
        var threads = lanes.Select(lane => new Thread(lane.Run) { IsBackground = true, Name = "sender" }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var elapsed = Stopwatch.GetElapsedTime(started);

        var waits = lanes.SelectMany(lane => lane.Waits).Order().ToArray();
        return new(
            lanes.Sum(lane => lane.Accepted),
            lanes.Sum(lane => lane.Refused),
            elapsed,
            lanes.All(lane => lane.FirstPass is not null) ? lanes.Max(lane => lane.FirstPass) : null,
            Percentile.Of(waits, 0.50),
            Percentile.Of(waits, 0.99));
    }

    private List<AlertBatch>[] Share(int distinct, string run, int connections)
    {
        connections = Math.Min(connections, (distinct + AlertBatch.Size - 1) / AlertBatch.Size);
        var shares = Enumerable.Range(0, connections).Select(_ => new List<AlertBatch>()).ToArray();
        var now = clock.GetUtcNow();
        foreach (var (index, alerts) in Enumerable.Range(0, distinct).Select(alert => new Sent(alert, now + EndsIn)).Chunk(AlertBatch.Size).Index())
        {
            shares[index % connections].Add(new(target, alerts, run, now));
        }

        return shares;
    }

    /// <summary>One connection and its share of the alerts.</summary>
    private sealed class Lane(Target target, TimeProvider clock, IReadOnlyList<AlertBatch> share, long started, TimeSpan duration)
    {
        public long Accepted { get; private set; }

        public long Refused { get; private set; }

        public TimeSpan? FirstPass { get; private set; }

        public List<TimeSpan> Waits { get; } = new(100_000);

        public void Run()
        {
            using var connection = new AlertConnection(target);
            var end = new byte[AlertShape.InstantLength];
            while (true)
            {
                AlertShape.WriteInstant(end, clock.GetUtcNow() + EndsIn);
                foreach (var batch in share)
                {
                    if (Stopwatch.GetElapsedTime(started) >= duration) return;
                    batch.MoveEnd(end);
                    Send(connection, batch);
                }

                FirstPass ??= Stopwatch.GetElapsedTime(started);
            }
        }

        private void Send(AlertConnection connection, AlertBatch batch)
        {
            var sent = Stopwatch.GetTimestamp();
            var status = connection.Exchange(batch.Request);
            Waits.Add(Stopwatch.GetElapsedTime(sent));
            if (status is >= 200 and < 300) Accepted += batch.Count;
            else Refused += batch.Count;
        }
    }
}
