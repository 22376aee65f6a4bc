namespace OpsPortal.Peers;

/// <summary>
/// A real program that a test needs is not here and could not be installed. In CI the test fails with the reason;
/// elsewhere it counts as skipped and says why.
/// </summary>
public sealed class PeerMissing(string reason) : Exception(Places.InCi ? reason : SkipToken + reason)
{
    /// <summary>xunit counts an exception whose message begins like this as a skip; so this library need not reference xunit.</summary>
    private const string SkipToken = "$XunitDynamicSkip$";

    /// <summary>The plain sentence.</summary>
    public string Reason => reason;
}
