namespace OpsPortal.Outgoing.Outbox;

/// <summary>How long to wait before the next attempt: twice as long each time, and never all at the same moment.</summary>
internal static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <param name="attempts">How many there have been, from 1.</param>
    /// <param name="chance">From 0 up to 1: where between half the time and the whole of it.</param>
    public static TimeSpan After(int attempts, double chance)
    {
        var whole = attempts >= 20 ? Longest : First * Math.Pow(2, attempts - 1);
        if (whole > Longest) whole = Longest;
        return (whole / 2) + (whole / 2 * chance);
    }
}
