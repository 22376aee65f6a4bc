namespace OpsPortal.Domain.Inform.Destinations;

/// <summary>How somebody is told.</summary>
public enum DestinationKind
{
    /// <summary>A mail to one address.</summary>
    Mail,

    /// <summary>A POST signed as Standard Webhooks says.</summary>
    Webhook,

    /// <summary>A message to a Slack incoming webhook, or to what understands its format.</summary>
    Slack,

    /// <summary>An adaptive card to a Teams workflow.</summary>
    Teams,

    /// <summary>Mail to whoever of a team is on call at that moment.</summary>
    OnCall,
}
