namespace OpsPortal.Benchmarks.Load;

/// <summary>What a load came to. Only answers of the 200s count as accepted.</summary>
/// <param name="Accepted">Alerts, not requests.</param>
/// <param name="Refused">Alerts answered with another status, or not at all.</param>
/// <param name="FirstPass">Until every distinct alert had been sent once; null where the time ended before that.</param>
/// <param name="P50">Of a request, sent to answered.</param>
internal sealed record LoadResult(long Accepted, long Refused, TimeSpan Elapsed, TimeSpan? FirstPass, TimeSpan P50, TimeSpan P99)
{
    public double AlertsPerSecond => Accepted / Elapsed.TotalSeconds;
}
