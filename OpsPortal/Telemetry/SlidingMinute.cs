namespace OpsPortal.Telemetry;

/// <summary>Counts over the last 60 seconds, to the second.</summary>
internal sealed class SlidingMinute(TimeProvider clock)
{
    private const int Seconds = 60;

    private readonly long[] _counts = new long[Seconds];
    private readonly long[] _second = new long[Seconds];
    private readonly Lock _lock = new();

    public void Add(long count)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var slot = now % Seconds;
        lock (_lock)
        {
            _counts[slot] = _second[slot] == now ? _counts[slot] + count : count;
            _second[slot] = now;
        }
    }

    public long Total()
    {
        var oldest = clock.GetUtcNow().ToUnixTimeSeconds() - Seconds;
        lock (_lock)
        {
            var total = 0L;
            for (var slot = 0; slot < Seconds; slot++) total += _second[slot] > oldest ? _counts[slot] : 0;
            return total;
        }
    }
}
