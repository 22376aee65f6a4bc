using System.Globalization;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes.Templates;

/// <summary>A standard change, approved once for all that follow it to the letter. One revision; another is approved anew.</summary>
public sealed class ChangeTemplate
{
    /// <summary>From the approval; after that it has to be looked at again.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    public const int MaxWhyLength = 1000;

    /// <summary>Stable, as <c>restart-cache</c>.</summary>
    public required string Key { get; init; }

    public int Revision { get; init; }

    public required TemplateTerms Terms { get; init; }

    public required Party ProposedBy { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>Null: not yet.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>Taken out of force, or another revision took its place; null: neither.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Rejected, withdrawn while it was decided on, or out of time; null: still asked for, or approved.</summary>
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>Why it was withdrawn or dropped; empty: neither.</summary>
    public string EndedWhy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>As <c>restart-cache revision 2</c>: what decisions and the audit trail call it.</summary>
    public string Name => NameOf(Key, Revision);

    /// <summary>The first instant at which nothing may follow it; null: it was never approved.</summary>
    public DateTimeOffset? ValidUntil => ApprovedAt + Lasts;

    public static string NameOf(string key, int revision) => string.Create(CultureInfo.InvariantCulture, $"{key} revision {revision}");

    /// <summary>A revision that others decide on. Refused for a machine, and for terms that no change could follow.</summary>
    /// <param name="revision">One more than the last of this key, whatever became of that.</param>
    public static Outcome<ChangeTemplate> Propose(string key, int revision, TemplateTerms terms, Party by, DateTimeOffset at)
    {
        if (by.Person is null) return TemplateRefusals.NotAPerson();
        if (TemplateCheck.Faults(key, terms) is [var fault, ..]) return fault.Why;
        return new ChangeTemplate { Key = key, Revision = revision, Terms = terms.AsKept(), ProposedBy = by, ProposedAt = at };
    }

    public TemplateState StateAt(DateTimeOffset at) =>
        DroppedAt is not null ? TemplateState.Dropped
        : WithdrawnAt is not null ? TemplateState.Withdrawn
        : ApprovedAt is null ? TemplateState.Proposed
        : IsInForce(at) ? TemplateState.InForce : TemplateState.Expired;

    public bool IsInForce(DateTimeOffset at) => ApprovedAt is { } since && at >= since && at < since + Lasts && WithdrawnAt is null;

    /// <summary>A change that follows it, as far as the template has it; versions, the values of parameters and the window are left to give.</summary>
    public ChangePlan Begin(string environment) => Terms.ToPlan(environment) with { Kind = ChangeKind.Standard, Template = new(Key, Revision) };

    /// <summary>What is to be approved before anything follows it.</summary>
    /// <param name="policy">The one that decides on a normal change of what the template is for.</param>
    public ApprovalSubject ToSubject(PolicyRevision policy)
    {
        var hash = HashUnder(policy.Reference);
        return new() { Reference = Name, ContentHash = hash, SheetHash = hash, Policy = policy, Participants = [new(ProposedBy, Part.Requester)], Services = Terms.Services };
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

    /// <summary>Nothing may follow it any more. Refused where it is not in force, and without a reason.</summary>
    public Outcome<ChangeTemplate> Withdraw(string why, DateTimeOffset at)
    {
        if (!IsInForce(at)) return TemplateRefusals.NotInForce(Key);
        if (string.IsNullOrWhiteSpace(why)) return ApprovalRefusals.TextMissing("reason");
        (WithdrawnAt, EndedWhy) = (at, OneLine.Of(why, MaxWhyLength));
        Version++;
        return this;
    }

    /// <summary>It does not come into force: nobody is asked any more. What was decided already stays as it is.</summary>
    public void Drop(string why, DateTimeOffset at)
    {
        if (StateAt(at) != TemplateState.Proposed) return;
        (DroppedAt, EndedWhy) = (at, OneLine.Of(why, MaxWhyLength));
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

    private string HashUnder(PolicyReference policy)
    {
        var content = new Canonical("opsportal.template.v1").Add(Key).Add(Revision).Add(policy.ToString()).Add(Terms.Title).Add(Terms.Components).Add(Terms.Environments).Add(Terms.Parameters).Add(Terms.Backout.When).Add(Terms.Reason).Add(Terms.Impact);
        foreach (var steps in new[] { Terms.Steps, Terms.Backout.Steps })
        {
            content.Add(steps.Count);
            foreach (var step in steps) content.Add(step.Title).Add(step.Detail);
        }

        return content.Hash();
    }
}
