using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.EarlyLife.Terms;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>Finds what is wrong with what a process says of monitors to tighten and of early-life support.</summary>
internal static class EarlyLifeCheck
{
    /// <summary>What the text alone shows; null: nothing.</summary>
    public static Refusal? Fault(ProcessContent content) => Values(content.Tightens) ?? (content.EarlyLife is { } plan ? Values(plan.Thresholds) ?? Plan(plan) : null);

    /// <summary>What the people and monitors that there are show; null: nothing.</summary>
    public static async Task<Refusal?> FaultAsync(OpsDb db, ProcessContent content, CancellationToken stopping)
    {
        if ((await TightenedValues.ReadAsync(db, content.Tightens, stopping)).Refusal is { } wrong) return wrong;
        if (content.EarlyLife is not { } plan) return null;
        if ((await TightenedValues.ReadAsync(db, plan.Thresholds, stopping)).Refusal is { } loose) return loose;
        if (await StandbyNames.FindAsync(db, plan.Owner, stopping) is null) return EarlyLifeRefusals.UnknownPerson(plan.Owner);
        var (found, unknown) = await StandbyNames.RosterAsync(db, plan.Roster, stopping);
        if (unknown.Count > 0) return EarlyLifeRefusals.UnknownPerson(unknown[0]);
        return found.Count > EarlyLifeTerms.MaxRoster ? EarlyLifeRefusals.NoRoster(EarlyLifeTerms.MaxRoster) : null;
    }

    private static Refusal? Values(IReadOnlyList<TightenedValue> values)
    {
        if (values.FirstOrDefault(value => value is null || !MonitorNumber.TryParse(value.Monitor, null, out _)) is { } odd) return EarlyLifeRefusals.UnknownMonitor(odd.Monitor);
        if (values.Any(value => value is null || !double.IsFinite(value.Value))) return EarlyLifeRefusals.BadThresholds(EarlyLifeTerms.MaxThresholds);
        return values.Count > EarlyLifeTerms.MaxThresholds || values.DistinctBy(value => MonitorNumber.Parse(value.Monitor, null)).Count() < values.Count ? EarlyLifeRefusals.BadThresholds(EarlyLifeTerms.MaxThresholds) : null;
    }

    /// <summary>People are found later; here it is enough that somebody is named.</summary>
    private static Refusal? Plan(EarlyLifePlan plan)
    {
        if (plan.Criteria.Any(criterion => criterion is null)) return EarlyLifeRefusals.BadCriterion("A criterion is missing.");
        if (plan.Roster.Count is 0 or > EarlyLifeTerms.MaxRoster || plan.Roster.Any(string.IsNullOrWhiteSpace)) return EarlyLifeRefusals.NoRoster(EarlyLifeTerms.MaxRoster);
        var somebody = new Standby(default, plan.Owner);
        return new EarlyLifeTerms { Owner = somebody, Roster = [somebody], Lasts = plan.Lasts, Criteria = plan.Criteria }.Fault();
    }
}
