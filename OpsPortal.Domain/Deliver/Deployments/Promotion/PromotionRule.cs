using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Promotion;

/// <summary>Somebody lets one change pass by an environment, for a reason that stays on record.</summary>
/// <param name="Environment">The one that is left out.</param>
public sealed record PromotionException(ChangeNumber Change, string Environment, string Reason, Party By, DateTimeOffset At)
{
    public const int MaxReasonLength = 2000;

    /// <summary>Refused for a machine, and without a reason.</summary>
    public static Outcome<PromotionException> Give(ChangeNumber change, string environment, string reason, Party by, DateTimeOffset at)
    {
        if (by.Person is null) return DeploymentRefusals.NotAPerson(by.Name);
        if (string.IsNullOrWhiteSpace(reason)) return DeploymentRefusals.TextMissing("reason");
        return reason.Length > MaxReasonLength ? DeploymentRefusals.TooLong("reason", MaxReasonLength) : new PromotionException(change, environment, reason.Trim(), by, at);
    }
}

/// <summary>How one version fared in one environment, last.</summary>
public sealed record PassedThrough(ComponentVersion Component, string Environment, DeploymentNumber Deployment, DeploymentState State);

/// <summary>What is to go where.</summary>
/// <param name="Change">0: there is none yet.</param>
/// <param name="Makers">Whoever made or starts it: an exception that they gave themselves counts for nothing.</param>
public sealed record PromotionWish(ChangeNumber Change, IReadOnlyList<ComponentVersion> Components, string Environment, bool IsHotfix, IReadOnlyList<Party> Makers);

/// <summary>A version reaches an environment only after it succeeded in those before it.</summary>
public static class PromotionRule
{
    /// <summary>Why it may not go there yet, or null where it may.</summary>
    /// <param name="wanted">Not begun yet.</param>
    /// <param name="paths">Of its services; a service without one goes anywhere.</param>
    /// <param name="passed">How its versions fared elsewhere; the last deployment of a version in an environment counts.</param>
    /// <param name="exceptions">Those given by whoever made or starts the deployment count for nothing: nobody both allows and performs.</param>
    /// <param name="executor">Who is about to start it.</param>
    public static Refusal? Check(Deployment wanted, IReadOnlyCollection<PromotionPath> paths, IReadOnlyCollection<PassedThrough> passed, IReadOnlyCollection<PromotionException> exceptions, Party executor) =>
        Missing(new(wanted.Change, wanted.Components, wanted.Environment, wanted.IsHotfix, [wanted.MadeBy, executor]), paths, passed, exceptions).FirstOrDefault();

    /// <summary>Everything that stands in its way, component by component and in the order of the environments.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static IEnumerable<Refusal> Missing(PromotionWish wanted, IReadOnlyCollection<PromotionPath> paths, IReadOnlyCollection<PassedThrough> passed, IReadOnlyCollection<PromotionException> exceptions)
    {
        foreach (var component in wanted.Components)
        {
            if (paths.FirstOrDefault(path => path.Service == component.Service) is not { } path) continue;
            if (path.Before(wanted.Environment, wanted.IsHotfix) is not { } before)
            {
                yield return new("promotion.not-on-path", $"The path of {component.Service} does not lead to {wanted.Environment}.");
                continue;
            }

            foreach (var environment in before.Where(environment => !Passed(component, environment, passed) && !Excepted(wanted, environment, exceptions)))
                yield return new("promotion.not-passed", $"{component.Name} {component.Version} has not succeeded in {environment}, which comes before {wanted.Environment}.");
        }
    }

    private static bool Passed(ComponentVersion component, string environment, IEnumerable<PassedThrough> passed) => passed
        .Where(one => one.Component.Name == component.Name && Same(one.Component, component) && string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase))
        .MaxBy(one => one.Deployment)?.State == DeploymentState.Succeeded;

    /// <summary>The same artifact. A version that was built again is another one.</summary>
    private static bool Same(ComponentVersion one, ComponentVersion other) => one.Version == other.Version && one.Digest == other.Digest;

    private static bool Excepted(PromotionWish wanted, string environment, IEnumerable<PromotionException> exceptions) => exceptions.Any(one =>
        one.Change == wanted.Change && string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase) && one.By.Person is { } person && !wanted.Makers.Any(maker => IsOf(person, maker)));

    private static bool IsOf(People.PersonId person, Party party) => person == party.Person || person == party.Owner;
}
