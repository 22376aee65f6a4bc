namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>The type of a change, as change enablement knows it.</summary>
public enum ChangeKind
{
    /// <summary>Low risk, well known, done as a template says that was approved beforehand.</summary>
    Standard,

    /// <summary>Assessed and approved one by one.</summary>
    Normal,

    /// <summary>Must be done as soon as possible, as to restore a service.</summary>
    Emergency,
}
