namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>What a monitor is for. Coverage of a service is judged by these four.</summary>
public enum MonitorKind
{
    /// <summary>Can it be reached and does it answer.</summary>
    Availability,

    /// <summary>How full it is, and when it will be full.</summary>
    Capacity,

    /// <summary>How fast and how free of errors it answers.</summary>
    Performance,

    /// <summary>Failed sign-ins, new administrators, unexpected change.</summary>
    Security,
}
