using OpsPortal.Features.Inform.Notifications.Acts;
using OpsPortal.Features.Inform.Notifications.Queries;
using OpsPortal.Features.Inform.Subscriptions.Acts;

namespace OpsPortal.Features.Inform.Notifications.Pages;

/// <summary>What the page of a notification rule asks and does.</summary>
internal sealed class RuleEditing(RuleQueries queries, SaveRule save, DeleteRule delete, RuleTarget target, SubscriptionDoor door)
{
    public RuleQueries Queries => queries;

    public SaveRule Save => save;

    public DeleteRule Delete => delete;

    public bool HasOnCall => target.HasOnCall;

    public bool SendsMail => door.TakesMail;
}
