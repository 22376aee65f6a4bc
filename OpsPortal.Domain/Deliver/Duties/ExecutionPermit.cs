using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>What a run is about to do, as it says itself.</summary>
/// <param name="Components">Every component that it will touch.</param>
public sealed record ExecutionIntent(string Environment, IReadOnlyList<ComponentVersion> Components);

/// <summary>A change may begin, now and once. Only <see cref="MayStart"/> gives it.</summary>
public sealed record ExecutionPermit
{
    internal ExecutionPermit(ChangeNumber change, int revision, string contentHash, Party executor, DateTimeOffset at) =>
        (Change, Revision, ContentHash, Executor, At) = (change, revision, contentHash, executor, at);

    public ChangeNumber Change { get; }

    public int Revision { get; }

    public string ContentHash { get; }

    /// <summary>Who starts it.</summary>
    public Party Executor { get; }

    /// <summary>The instant that was judged.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The round on the strength of which it begins; null: break-glass.</summary>
    public Approvals.ApprovalRound? Round { get; internal init; }

    /// <summary>Null: it is approved.</summary>
    public Exceptions.BreakGlass? BreakGlass { get; internal init; }
}
