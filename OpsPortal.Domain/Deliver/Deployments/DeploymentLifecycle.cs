using System.Collections.Frozen;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>Where a deployment stands.</summary>
public enum DeploymentState
{
    /// <summary>Made, and nothing has been done yet: it waits for its turn.</summary>
    Pending,

    /// <summary>Its steps are being done.</summary>
    Running,

    /// <summary>Somebody halted it. What runs may end; nothing new begins.</summary>
    Paused,

    /// <summary>It asks a person and goes on only when one has answered; what it asks is its question.</summary>
    WaitingForPerson,

    /// <summary>It is being undone.</summary>
    RollingBack,

    /// <summary>All of it was done; all traffic goes to the new version.</summary>
    Succeeded,

    /// <summary>All of it was undone; the earlier version serves again.</summary>
    RolledBack,

    /// <summary>A person gave it up where it neither went on nor back. It may still be rolled back.</summary>
    Failed,

    /// <summary>A person stopped it and left everything as it was then. It may still be rolled back.</summary>
    Aborted,
}

/// <summary>The diagram of a deployment, as data. What is not listed is refused.</summary>
public static class DeploymentLifecycle
{
    private static readonly FrozenDictionary<DeploymentState, DeploymentState[]> Next = new Dictionary<DeploymentState, DeploymentState[]>
    {
        [Pending] = [Running, Aborted],
        [Running] = [Paused, WaitingForPerson, RollingBack, Succeeded, Aborted],
        [Paused] = [Running, RollingBack, Aborted, Failed],
        [WaitingForPerson] = [Running, RollingBack, Aborted, Failed],
        [RollingBack] = [Paused, WaitingForPerson, RolledBack],
        [Succeeded] = [RollingBack],
        [Failed] = [RollingBack],
        [Aborted] = [RollingBack],
    }.ToFrozenDictionary();

    public static bool Allows(DeploymentState from, DeploymentState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>It has begun and not ended: it holds the lock of its services in its environment.</summary>
    public static bool IsUnderWay(DeploymentState state) => state is Running or Paused or WaitingForPerson or RollingBack;

    /// <summary>It goes no further by itself.</summary>
    public static bool HasEnded(DeploymentState state) => state is Succeeded or RolledBack or Failed or Aborted;
}
