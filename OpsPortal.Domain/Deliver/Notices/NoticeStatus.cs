namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>What a notice says of a deployment that some other system carries out.</summary>
public enum NoticeStatus
{
    /// <summary>It wants to go out.</summary>
    Requested,

    /// <summary>It is going out.</summary>
    Started,
    Succeeded,
    Failed,

    /// <summary>It went out and was taken back.</summary>
    RolledBack,

    /// <summary>It was called off on its way.</summary>
    Cancelled,
}
