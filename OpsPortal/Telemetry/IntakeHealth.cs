namespace OpsPortal.Telemetry;

/// <summary>How the intake does, as the dashboard shows it. Counted since the portal started.</summary>
/// <param name="Since">When counting began.</param>
/// <param name="Sources">Every source heard of since, by name.</param>
/// <param name="SignalsLastMinute">Signals taken within the last 60 seconds.</param>
/// <param name="Waiting">Requests that wait for the writer now.</param>
/// <param name="WaitingSince">Since when there has always been somebody waiting; null: nobody waits.</param>
/// <param name="Refused">Requests refused in full.</param>
/// <param name="SetAside">Signals kept aside because nobody could work them.</param>
/// <param name="LastCommitAt">When signals last became durable; null: not since the start.</param>
public sealed record IntakeHealth(
    DateTimeOffset Since,
    IReadOnlyList<SourceHealth> Sources,
    long SignalsLastMinute,
    int Waiting,
    DateTimeOffset? WaitingSince,
    long Refused,
    long SetAside,
    DateTimeOffset? LastCommitAt)
{
    /// <summary>Longer than any healthy commit takes, and than a sender is held.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Senders wait and nothing has become durable for a while: the writer is stuck, or the database is.</summary>
    public bool StandsStill(DateTimeOffset now) => WaitingSince is { } since && now - (LastCommitAt > since ? LastCommitAt.Value : since) > Patience;
}

/// <summary>One source and when it was last heard of.</summary>
public sealed record SourceHealth(string Source, DateTimeOffset LastSignalAt);
