using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Backing;

/// <summary>A backout plan was tried out in an environment below the one it is for. Never changed.</summary>
public sealed class BackoutRehearsal
{
    public const int MaxEvidenceLength = 4000;

    public Guid Id { get; init; }

    /// <summary>Stands for what was rehearsed; see <see cref="MarkOf"/>.</summary>
    public required string PlanMark { get; init; }

    public required string Environment { get; init; }

    public Tier Tier { get; init; }

    /// <summary>The deployment that was rolled back for it; null: it was done by hand.</summary>
    public DeploymentNumber? Deployment { get; init; }

    /// <summary>It brought the earlier version back.</summary>
    public bool Worked { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>What was seen, or where it can be looked at.</summary>
    public required string Evidence { get; init; }

    public required Party By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Refused without evidence, without a duration, and in production, where it would be no rehearsal.</summary>
    public static Outcome<BackoutRehearsal> Record(ChangePlan plan, ServiceEnvironment where, bool worked, TimeSpan took, string evidence, Party by, DateTimeOffset at, DeploymentNumber? deployment = null)
    {
        if (plan.Backout.Steps.Count == 0) return new Refusal("rehearsal.no-plan", "There is no backout plan to rehearse.");
        if (where.Tier == Tier.Production) return new Refusal("rehearsal.in-production", "A rehearsal is made below production.");
        if (string.IsNullOrWhiteSpace(evidence)) return DeploymentRefusals.TextMissing("piece of evidence");
        if (evidence.Length > MaxEvidenceLength) return DeploymentRefusals.TooLong("evidence", MaxEvidenceLength);
        if (took < TimeSpan.Zero || took > ChangePlan.LongestBackout) return new Refusal("rehearsal.invalid-duration", "How long it took is between nothing and 7 days.");
        return new BackoutRehearsal { Id = Guid.CreateVersion7(at), PlanMark = MarkOf(plan), Environment = where.Name, Tier = where.Tier, Deployment = deployment, Worked = worked, Took = took, Evidence = evidence.Trim(), By = by, At = at };
    }

    /// <summary>The same for the same components and the same backout steps, whatever else a plan says; another for any others.</summary>
    public static string MarkOf(ChangePlan plan)
    {
        plan = plan.AsKept();
        var content = new Canonical("opsportal.backout.v1").Add([.. plan.Components.Select(component => component.Name)]).Add(plan.Backout.Steps.Count);
        foreach (var step in plan.Backout.Steps) content.Add(step.Title).Add(step.Detail);
        return content.Hash();
    }
}

/// <summary>How fresh a rehearsal has to be.</summary>
/// <param name="From">The lowest tier that asks for one.</param>
public sealed record RehearsalRule(Tier From, TimeSpan MaxAge)
{
    public static RehearsalRule Default { get; } = new(Tier.Production, TimeSpan.FromDays(90));

    /// <summary>Why it cannot be deployed there, or null where it can. The last rehearsal counts, also where an earlier one was better.</summary>
    /// <param name="rehearsals">In any order; those of other plans count for nothing.</param>
    public Refusal? Check(ChangePlan plan, Tier tier, IEnumerable<BackoutRehearsal> rehearsals, DateTimeOffset at)
    {
        if (tier < From) return null;
        var mark = BackoutRehearsal.MarkOf(plan);
        if (rehearsals.Where(one => one.PlanMark == mark && one.Tier < tier && one.At <= at).MaxBy(one => (one.At, one.Id)) is not { } last)
            return new("rehearsal.missing", "This backout plan was never rehearsed in a lower environment.");
        if (!last.Worked) return new("rehearsal.failed", $"The last rehearsal of this backout plan, in {last.Environment}, did not work.");
        return at - last.At > MaxAge ? new("rehearsal.too-old", $"The last rehearsal is {(at - last.At).TotalDays:0} days old; at most {MaxAge.TotalDays:0} are allowed.") : null;
    }
}
