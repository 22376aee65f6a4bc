namespace OpsPortal.Domain.Deliver.Verifications;

/// <summary>What was found out, the better the lower. What several found out is as bad as the worst of them.</summary>
public enum CheckState
{
    /// <summary>It is as it should be.</summary>
    Successful,

    /// <summary>It says neither yes nor no, as where there is nothing to measure. Never a yes.</summary>
    Inconclusive,

    /// <summary>It could not be found out. Never a yes.</summary>
    Error,

    /// <summary>It is not as it should be.</summary>
    Failed,
}
