namespace OpsPortal.Domain.Deliver.Changes.Templates;

/// <summary>Where one revision of a template stands at one instant.</summary>
public enum TemplateState
{
    /// <summary>It is being decided on.</summary>
    Proposed,

    /// <summary>Changes may follow it.</summary>
    InForce,

    /// <summary>It was approved too long ago.</summary>
    Expired,

    /// <summary>It was taken out of force, or another revision took its place.</summary>
    Withdrawn,

    /// <summary>It never came into force: rejected, withdrawn while it was decided on, or out of time.</summary>
    Dropped,
}
