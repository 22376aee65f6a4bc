using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Deliver.Changes.Templates;

/// <summary>What is wrong with the terms of a template: whatever would be wrong with every change that follows it.</summary>
public static class TemplateCheck
{
    /// <summary>Field by field; empty where nothing is wrong.</summary>
    public static IReadOnlyList<DraftFault> Faults(string key, TemplateTerms terms)
    {
        var faults = new List<DraftFault>();

        // Keys are spelt as those of services are.
        if (!ServiceKey.TryParse(key, null, out _)) faults.Add(new("key", -1, TemplateRefusals.BadKey()));
        for (var at = 0; at < terms.Components.Count; at++)
        {
            if (TemplateTerms.Read(terms.Components[at], "") is null) faults.Add(new("components", at, TemplateRefusals.BadComponent(terms.Components[at])));
        }

        if (terms.Environments.Count > TemplateTerms.MaxEnvironments) faults.Add(new("environments", -1, TemplateRefusals.TooManyEnvironments(TemplateTerms.MaxEnvironments)));
        var plan = terms.ToPlan(terms.Environments.Count > 0 ? terms.Environments[0] : "", "1");
        faults.AddRange(PlanCheck.Faults(plan));
        faults.AddRange(terms.Environments.Skip(1).SelectMany(environment => PlanCheck.Faults(plan with { Environment = environment }).Where(fault => fault.Field == "environment")));
        if (PlanCheck.Missing(Given(plan)) is { Count: > 0 } missing) faults.Add(new("terms", -1, ChangeRefusals.Incomplete(missing)));
        return faults;
    }

    /// <summary>With what only a change can give.</summary>
    private static ChangePlan Given(ChangePlan plan) => plan with { Kind = ChangeKind.Standard, Reason = "-", Impact = "-", Window = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), Zones.Utc) };
}
