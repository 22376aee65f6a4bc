using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Promotion;

/// <summary>One deployment at a time for each service in each environment, and nothing older overtakes something newer.</summary>
public static class DeploymentLock
{
    /// <summary>Why it may not begin, or be rolled back, or null where it may.</summary>
    /// <param name="others">All that share a service and the environment with it and have begun; in any order, and any others besides.</param>
    public static Refusal? Check(Deployment wanted, IEnumerable<Deployment> others)
    {
        var there = others.Where(other => other.Number != wanted.Number && other.StartedAt is not null && Share(wanted, other)).ToList();
        if (there.Find(other => DeploymentLifecycle.IsUnderWay(other.State)) is { } holder)
            return new("deployment.locked", $"{holder.Number} is {DeploymentRefusals.Said(holder.State)} for {Shared(wanted, holder)} in {wanted.Environment}. One at a time.");
        var newer = there.Where(other => IsNewer(other, wanted) && other.State != DeploymentState.RolledBack && other.Attempts.Count > 0).MaxBy(other => other.Number);
        return newer is null ? null : new("deployment.overtaken", $"{newer.Number} is newer and has been there already; {wanted.Number} would put something older in its place.");
    }

    private static bool IsNewer(Deployment other, Deployment wanted) => wanted.StartedAt is { } started ? other.StartedAt > started : other.Number > wanted.Number;

    private static bool Share(Deployment one, Deployment other) =>
        string.Equals(one.Environment, other.Environment, StringComparison.OrdinalIgnoreCase) && one.Services.Intersect(other.Services).Any();

    private static string Shared(Deployment one, Deployment other) => string.Join(", ", one.Services.Intersect(other.Services));
}
