using System.Globalization;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes.Templates;

/// <summary>What a template allows, in full.</summary>
/// <param name="Components">Their names, as <c>checkout/api</c>; the versions are free.</param>
/// <param name="Environments">By name, in any case.</param>
/// <param name="Steps">Exactly these, in this order.</param>
/// <param name="Parameters">The names of the parameters that may be given; the values are free.</param>
public sealed record TemplateTerms(string Title, IReadOnlyList<string> Components, IReadOnlyList<string> Environments, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> Parameters, BackoutPlan Backout);

/// <summary>A standard change, approved once for all that follow it to the letter. One revision; another is approved anew.</summary>
public sealed class ChangeTemplate
{
    /// <summary>From the approval; after that it has to be looked at again.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    /// <summary>Stable, as <c>restart-cache</c>.</summary>
    public required string Key { get; init; }

    public int Revision { get; init; }

    public required TemplateTerms Terms { get; init; }

    public required Party ProposedBy { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>Null: not yet.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsInForce(DateTimeOffset at) => ApprovedAt is { } since && at >= since && at < since + Lasts && WithdrawnAt is null;

    /// <summary>What is to be approved before anything follows it.</summary>
    /// <param name="policy">The one that decides on a normal change of what the template is for.</param>
    public ApprovalSubject ToSubject(PolicyRevision policy)
    {
        var hash = HashUnder(policy.Reference);
        return new() { Reference = Name, ContentHash = hash, SheetHash = hash, Policy = policy, Participants = [new(ProposedBy, Part.Requester)] };
    }

    /// <summary>Comes into force; the approval is spent. Refused for whatever an approval no longer holds for.</summary>
    /// <param name="policy">The one that decides now.</param>
    public Outcome<ChangeTemplate> Adopt(PolicyRevision policy, ApprovalRound round, WhoIsWho who, DateTimeOffset at)
    {
        if ((ApprovalsHold.Check(ToSubject(policy), round, who, at) ?? round.Spend(Party.Portal, at).Refusal) is { } why) return why;
        ApprovedAt = at;
        Version++;
        return this;
    }

    /// <summary>Nothing may follow it any more.</summary>
    public void Withdraw(DateTimeOffset at)
    {
        WithdrawnAt ??= at;
        Version++;
    }

    /// <summary>Why a plan does not follow it to the letter, or null where it does.</summary>
    public Refusal? Refuse(ChangePlan plan, DateTimeOffset at)
    {
        if (plan.Template?.Key != Key || plan.Template.Revision != Revision) return ChangeRefusals.NeedsTemplate();
        if (!IsInForce(at)) return ChangeRefusals.TemplateNotApproved(Name);
        var differing = new List<string>();
        Same("components", plan.Components.All(component => Terms.Components.Contains(component.Name, StringComparer.Ordinal)));
        Same("environment", Terms.Environments.Contains(plan.Environment, StringComparer.OrdinalIgnoreCase));
        Same("steps", plan.Steps.SequenceEqual(Terms.Steps));
        Same("parameters", plan.Parameters.All(parameter => Terms.Parameters.Contains(parameter.Name, StringComparer.Ordinal)));
        Same("backout plan", plan.Backout.When == Terms.Backout.When && plan.Backout.Steps.SequenceEqual(Terms.Backout.Steps));
        return differing.Count > 0 ? ChangeRefusals.NotAsTemplate(Name, differing) : null;

        void Same(string what, bool same)
        {
            if (!same) differing.Add(what);
        }
    }

    private string Name => string.Create(CultureInfo.InvariantCulture, $"{Key} revision {Revision}");

    private string HashUnder(PolicyReference policy)
    {
        var content = new Canonical("opsportal.template.v1").Add(Key).Add(Revision).Add(policy.ToString()).Add(Terms.Title).Add(Terms.Components).Add(Terms.Environments).Add(Terms.Parameters).Add(Terms.Backout.When);
        foreach (var steps in new[] { Terms.Steps, Terms.Backout.Steps })
        {
            content.Add(steps.Count);
            foreach (var step in steps) content.Add(step.Title).Add(step.Detail);
        }

        return content.Hash();
    }
}
