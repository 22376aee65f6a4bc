using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Handoffs.Queries;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Live;

namespace OpsPortal.Features.Respond.Handoffs.Pages;

/// <summary>What can be done to handoffs.</summary>
internal sealed class HandoffActs(StartHandoff start, PrepareHandoff prepare, SignHandoff sign, AskBack ask, AcceptHandoff accept)
{
    public StartHandoff Start => start;

    public PrepareHandoff Prepare => prepare;

    public SignHandoff Sign => sign;

    public AskBack Ask => ask;

    public AcceptHandoff Accept => accept;
}

/// <summary>What the pages of handoffs need.</summary>
internal sealed class HandoffTools(HandoffQueries queries, HandoffActs acts, OnCallBook onCall, IncidentDesk people, ChangeFeed feed)
{
    public HandoffQueries Queries => queries;

    public HandoffActs Acts => acts;

    public OnCallBook OnCall => onCall;

    public IncidentDesk People => people;

    public PageSubscription Follow(TimeProvider clock, Func<Task> refresh, params ChangeKind[] kinds) => new(feed, clock, refresh, kinds);
}
