using System.Globalization;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>A policy as somebody wants it to be: itself a change, which those approve whom the policy before it names.</summary>
/// <param name="BasedOn">The revision that is to be replaced; 0: it is new.</param>
/// <param name="Terms">Null: the policy is given up.</param>
/// <param name="Governing">The policy under which the proposal is approved.</param>
public sealed record PolicyProposal(PolicyNumber Number, int BasedOn, PolicyTerms? Terms, Party By, DateTimeOffset At, PolicyRevision Governing)
{
    /// <summary>As <c>POL-3 revision 2</c>: what it will be called.</summary>
    public string Reference => new PolicyReference(Number, BasedOn + 1).ToString();

    /// <summary>What is to be approved, by whom. Nobody approves his or her own proposal, whatever the policy allows for changes.</summary>
    public ApprovalSubject ToSubject()
    {
        var hash = HashOf(Number, BasedOn, Terms, Governing.Reference);
        return new() { Reference = Reference, ContentHash = hash, SheetHash = hash, Policy = Governing, Participants = [new(By, Part.Requester)], IsPolicy = true };
    }

    /// <summary>SHA-256 of everything the terms say, of which policy and revision they are to replace, and of the policy that governs it.</summary>
    public static string HashOf(PolicyNumber number, int basedOn, PolicyTerms? terms, PolicyReference? governing = null)
    {
        var content = new Canonical("opsportal.policy.v1").Add(number.ToString()).Add(basedOn).Add(governing?.ToString() ?? "");
        if (terms is null) return content.Hash();
        content.Add(terms.Name).Add(terms.Scope.Environments).Add(Names(terms.Scope.Tiers)).Add(Names(terms.Scope.Criticalities)).Add(Names(terms.Scope.Kinds)).Add(Names(terms.Scope.Risks));
        content.Add(terms.Ordered.ToString()).Add(terms.Stages.Count);
        foreach (var stage in terms.Stages)
        {
            content.Add(stage.Name).Add(stage.Demands.Count);
            foreach (var demand in stage.Demands) content.Add(demand.Group.Kind.ToString()).Add(demand.Group.Key).Add(demand.Persons);
        }

        foreach (var time in new[] { terms.DecideWithin, terms.ApprovalsLast, terms.MinimumRoleAge }) content.Add(time.ToString("c", CultureInfo.InvariantCulture));
        foreach (var yes in new[] { terms.ExecutorSeparate, terms.RequesterMayApprove, terms.KnownAuthors }) content.Add(yes.ToString());

        // Only where it is said, so that what was approved before it could be said keeps its hash.
        if (terms.RehearsedWithin is { } rehearsed) content.Add("rehearsed").Add(rehearsed.ToString("c", CultureInfo.InvariantCulture));
        return content.Hash();
    }

    private static List<string> Names<T>(IReadOnlyList<T> words)
        where T : struct, Enum => [.. words.Select(word => word.ToString())];
}
