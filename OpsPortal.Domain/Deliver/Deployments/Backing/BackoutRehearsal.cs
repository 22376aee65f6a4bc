using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Backing;

/// <summary>What else is known of a rehearsal: for which change, and by which tasks the earlier version is brought back.</summary>
/// <param name="Recipe">The tasks that were run, or would be.</param>
/// <param name="Link">Where the evidence can be looked at, http or https; empty: nowhere.</param>
public sealed record RehearsedWay(ChangeNumber Change, DeploymentRecipe Recipe, string Link = "");

/// <summary>A backout plan was tried out in an environment below the one it is for. Never changed.</summary>
public sealed class BackoutRehearsal
{
    public const int MaxEvidenceLength = 4000, MaxLinkLength = 2000;

    public Guid Id { get; init; }

    /// <summary>Stands for what was rehearsed; see <see cref="MarkOf"/>.</summary>
    public required string PlanMark { get; init; }

    /// <summary>Stands for the tasks that bring the earlier version back; empty: it is not known which were run.</summary>
    public string RunMark { get; init; } = "";

    /// <summary>Whose components are brought back, by key.</summary>
    public IReadOnlyList<ServiceKey> Services { get; init; } = [];

    /// <summary>What was done, in the order of doing: the titles of the steps.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The change whose plan it was; null: not known.</summary>
    public ChangeNumber? Change { get; init; }

    public required string Environment { get; init; }

    public Tier Tier { get; init; }

    /// <summary>The deployment that was rolled back for it; null: it was done by hand.</summary>
    public DeploymentNumber? Deployment { get; init; }

    /// <summary>It brought the earlier version back.</summary>
    public bool Worked { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>What was seen, or where it can be looked at.</summary>
    public required string Evidence { get; init; }

    /// <summary>http or https; empty: none.</summary>
    public string Link { get; init; } = "";

    public required Party By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Refused without evidence, without a duration, in production, where it would be no rehearsal, and where a machine claims what no deployment shows.</summary>
    public static Outcome<BackoutRehearsal> Record(ChangePlan plan, ServiceEnvironment where, bool worked, TimeSpan took, string evidence, Party by, DateTimeOffset at, DeploymentNumber? deployment = null, RehearsedWay? way = null)
    {
        if (deployment is null && by.Person is null) return DeploymentRefusals.NotAPerson(by.Name);
        if (plan.Backout.Steps.Count == 0) return new Refusal("rehearsal.no-plan", "There is no backout plan to rehearse.");
        if (where.Tier == Tier.Production) return new Refusal("rehearsal.in-production", "A rehearsal is made below production.");
        if (string.IsNullOrWhiteSpace(evidence)) return DeploymentRefusals.TextMissing("piece of evidence");
        if (evidence.Length > MaxEvidenceLength) return DeploymentRefusals.TooLong("evidence", MaxEvidenceLength);
        if (took < TimeSpan.Zero || took > ChangePlan.LongestBackout) return new Refusal("rehearsal.invalid-duration", "How long it took is between nothing and 7 days.");
        if (way is { Link: { Length: > 0 } link } && !(link.Length <= MaxLinkLength && Uri.TryCreate(link, UriKind.Absolute, out var read) && read.Scheme is "http" or "https")) return ChangeRefusals.BadLink();
        return new BackoutRehearsal
        {
            Id = Guid.CreateVersion7(at),
            PlanMark = MarkOf(plan),
            RunMark = way is null ? "" : MarkOf(way.Recipe),
            Services = [.. plan.Components.Select(component => component.Service).Distinct().Order()],
            Steps = [.. way is { Recipe.Backout.Count: > 0 } ? way.Recipe.Backout.Select(task => task.Title) : plan.Backout.Steps.Select(step => step.Title)],
            Change = way?.Change,
            Environment = where.Name,
            Tier = where.Tier,
            Deployment = deployment,
            Worked = worked,
            Took = took,
            Evidence = evidence.Trim(),
            Link = way?.Link ?? "",
            By = by,
            At = at,
        };
    }

    /// <summary>The same for the same tasks in the same order that bring an earlier version back.</summary>
    public static string MarkOf(DeploymentRecipe recipe)
    {
        var content = new Canonical("opsportal.backout-run.v1").Add(recipe.Model.Switches.ToString()).Add(recipe.Backout.Count);
        foreach (var task in recipe.Backout) content.Add(task.Runner.ToString()).Add(task.Title).Add(task.Target).Add(task.Arguments);
        return content.Hash();
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
