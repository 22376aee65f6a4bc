using OpsPortal.Domain.Deliver.Notices;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>What was read from the body of a webhook.</summary>
internal abstract record SenderMessage
{
    private SenderMessage()
    {
    }

    /// <summary>Something is deployed, or wants to be.</summary>
    internal sealed record Deployment(NoticeDraft Draft) : SenderMessage;

    /// <summary>Commits were pushed, oldest first.</summary>
    internal sealed record Push(IReadOnlyList<PushedCommit> Commits) : SenderMessage;

    /// <summary>It says nothing of deployments.</summary>
    internal sealed record Other(string Why) : SenderMessage;
}
