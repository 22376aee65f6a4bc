namespace OpsPortal.Domain.Deliver.Risk;

/// <summary>How much can go wrong, least first. It decides the policy.</summary>
public enum RiskLevel
{
    Low,
    Medium,
    High,
    VeryHigh,
}
