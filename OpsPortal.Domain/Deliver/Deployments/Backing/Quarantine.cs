using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Backing;

/// <summary>A version that was found bad. It goes nowhere until somebody lifts the quarantine and says why. All instants are UTC.</summary>
public sealed class Quarantine
{
    public const int MaxReasonLength = 2000;

    public Guid Id { get; init; }

    public required ComponentVersion Component { get; init; }

    /// <summary>The deployment that showed it.</summary>
    public DeploymentNumber Deployment { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset? LiftedAt { get; private set; }

    /// <summary>As shown; empty: nobody has.</summary>
    public string LiftedBy { get; private set; } = "";

    public string LiftedWhy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsLifted => LiftedAt is not null;

    /// <summary>One for each version of a deployment that is being rolled back, or was.</summary>
    /// <remarks>A component that was deployed in the version it had before is not to blame, and left out.</remarks>
    /// <param name="earlier">What ran there before, by the name of the component.</param>
    public static IReadOnlyList<Quarantine> Of(Deployment deployment, IReadOnlyDictionary<string, ComponentVersion> earlier, DateTimeOffset at) =>
        [.. deployment.Components.Where(component => !earlier.TryGetValue(component.Name, out var before) || !IsSame(before, component)).Select(component => new Quarantine
        {
            Id = Guid.CreateVersion7(at),
            Component = component,
            Deployment = deployment.Number,
            Reason = OneLine.Of(deployment.Why, MaxReasonLength),
            Since = at,
        })];

    /// <summary>Refused for a machine, without a reason, and twice.</summary>
    public Outcome<Quarantine> Lift(string reason, Party by, DateTimeOffset at)
    {
        if (by.Person is null) return DeploymentRefusals.NotAPerson(by.Name);
        if (string.IsNullOrWhiteSpace(reason)) return DeploymentRefusals.TextMissing("reason");
        if (reason.Length > MaxReasonLength) return DeploymentRefusals.TooLong("reason", MaxReasonLength);
        if (IsLifted) return new Refusal("quarantine.lifted", $"{LiftedBy} has lifted it already.");
        (LiftedAt, LiftedBy, LiftedWhy) = (at, by.Name, reason.Trim());
        Version++;
        return this;
    }

    /// <summary>Whether it keeps this version back: the same artifact, under whatever name, or the same version where no artifact is known.</summary>
    public bool Holds(ComponentVersion component) => !IsLifted && IsSame(Component, component);

    /// <summary>Why these cannot be deployed, or null where none is kept back.</summary>
    public static Refusal? Check(IReadOnlyList<ComponentVersion> components, IReadOnlyCollection<Quarantine> quarantines) => components
        .SelectMany(component => quarantines.Where(one => one.Holds(component)).Take(1))
        .Select(one => new Refusal("quarantine.held", $"{one.Component.Name} {one.Component.Version} is in quarantine since {one.Deployment}: {one.Reason}"))
        .FirstOrDefault();

    private static bool IsSame(ComponentVersion one, ComponentVersion other) =>
        one.Name == other.Name && (one.Digest.Length > 0 && other.Digest.Length > 0 ? one.Digest == other.Digest : one.Version == other.Version);
}
