using OpsPortal.Features.Respond.OnCall.Acts;
using OpsPortal.Live;

namespace OpsPortal.Features.Respond.OnCall.Pages;

/// <summary>What can be done to rotations.</summary>
internal sealed class RotationActs(SaveRotation save, DeleteRotation delete, StandIn standIn, EndStandIn end)
{
    public SaveRotation Save => save;

    public DeleteRotation Delete => delete;

    public StandIn StandIn => standIn;

    public EndStandIn End => end;
}

/// <summary>What the pages of rotations need.</summary>
internal sealed class OnCallTools(OnCallBook book, RotationActs acts, ChangeFeed feed, TimeProvider clock)
{
    public OnCallBook Book => book;

    public RotationActs Acts => acts;

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.OnCall, ChangeKind.Services);
}
