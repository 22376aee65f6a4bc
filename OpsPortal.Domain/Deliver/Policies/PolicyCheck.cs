using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>What is wrong with the terms of a policy, whoever the people are.</summary>
public static class PolicyCheck
{
    /// <summary>Field by field; empty where nothing is wrong. Terms that ask nobody are refused: they would let anybody through.</summary>
    public static IReadOnlyList<DraftFault> Faults(PolicyTerms terms)
    {
        var faults = new List<DraftFault>();
        if (string.IsNullOrWhiteSpace(terms.Name) || terms.Name.Length > PolicyTerms.MaxNameLength || Plain.HasUnprintable(terms.Name, lines: false)) Add("name", -1, PolicyRefusals.BadName());
        if (terms.Stages.Sum(stage => stage.Demands.Count) == 0) Add("stages", -1, PolicyRefusals.NoApprover());
        if (terms.Stages.Count > PolicyTerms.MaxStages) Add("stages", -1, PolicyRefusals.TooMany("stages", PolicyTerms.MaxStages));
        for (var at = 0; at < terms.Stages.Count; at++)
        {
            var demands = terms.Stages[at].Demands;
            if (demands.Count == 0) Add("stages", at, PolicyRefusals.NoApprover());
            if (demands.Count > PolicyTerms.MaxDemands) Add("stages", at, PolicyRefusals.TooMany("groups in a stage", PolicyTerms.MaxDemands));
            if (demands.Any(demand => demand.Persons is < 1 or > PolicyTerms.MaxPersons)) Add("stages", at, PolicyRefusals.BadPersons());
        }

        Between("decideWithin", terms.DecideWithin, PolicyTerms.Shortest, PolicyTerms.Longest);
        Between("approvalsLast", terms.ApprovalsLast, PolicyTerms.Shortest, PolicyTerms.Longest);
        Between("minimumRoleAge", terms.MinimumRoleAge, TimeSpan.Zero, PolicyTerms.OldestRole);
        if (terms.RehearsedWithin is { } rehearsed) Between("rehearsedWithin", rehearsed, TimeSpan.FromDays(1), PolicyTerms.OldestRehearsal);
        if (terms.Scope.Environments.Count > PolicyTerms.MaxEnvironments) Add("scope", -1, PolicyRefusals.TooMany("environments", PolicyTerms.MaxEnvironments));
        if (terms.RequesterMayApprove && !terms.Scope.IsLowStandard) Add("requesterMayApprove", -1, PolicyRefusals.SelfApproval());
        return faults;

        void Add(string field, int index, Refusal why) => faults.Add(new(field, index, why));

        void Between(string field, TimeSpan given, TimeSpan shortest, TimeSpan longest)
        {
            if (given < shortest || given > longest) Add(field, -1, PolicyRefusals.BadTime(field, shortest, longest));
        }
    }
}
