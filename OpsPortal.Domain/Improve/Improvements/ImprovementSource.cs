namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>Where an improvement comes from.</summary>
public enum ImprovementSource
{
    /// <summary>A person entered it.</summary>
    Person,

    /// <summary>What was learned from an event or incident of P1 or P2.</summary>
    Lesson,

    /// <summary>Deployments of a service failed or were rolled back.</summary>
    FailedDeployment,

    /// <summary>Deployments of a service were made because of an incident.</summary>
    Rework,

    /// <summary>A rule or monitor raises more noise than it is allowed.</summary>
    NoisyRule,

    /// <summary>An incident that no event preceded.</summary>
    MissedDetection,

    /// <summary>A review that should have been held.</summary>
    OverdueReview,

    /// <summary>A service in production whose backout nobody has rehearsed.</summary>
    UnrehearsedBackout,
}

/// <summary>How much work it is expected to be.</summary>
public enum Effort
{
    /// <summary>Nobody has estimated it.</summary>
    Unknown,

    /// <summary>Hours.</summary>
    Small,

    /// <summary>Days.</summary>
    Medium,

    /// <summary>Weeks.</summary>
    Large,
}
