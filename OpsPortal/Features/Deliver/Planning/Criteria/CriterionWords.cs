using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

/// <summary>Readiness as it stands on screen.</summary>
internal static class CriterionWords
{
    public static string Of(CriterionState state) => state switch
    {
        CriterionState.Met => "Met",
        CriterionState.NotMet => "Not met",
        CriterionState.Expired => "Expired",
        _ => "Missing",
    };

    public static string Of(CriterionKind kind) => kind switch
    {
        CriterionKind.DependencyHealth => "Health of what is needed",
        CriterionKind.NoMajorIncident => "No open P1 or P2",
        CriterionKind.Capacity => "Capacity headroom",
        CriterionKind.Window => "Inside its window",
        CriterionKind.SignedReport => "Signed report",
        _ => "By a person",
    };

    /// <summary>How it is found out, in one sentence.</summary>
    public static string How(CriterionDraft draft) => draft.Kind switch
    {
        CriterionKind.DependencyHealth => "Nothing that its services need has an open exception.",
        CriterionKind.NoMajorIncident => "Its services and what they need have no open incident of P1 or P2.",
        CriterionKind.Capacity => $"Every capacity monitor of its services leaves {draft.Headroom} % and sees none full within a week.",
        CriterionKind.Window => "It is planned, and inside the maintenance windows that its services have.",
        CriterionKind.SignedReport => $"A signed report of {draft.Report} that passed, no older than {ScheduleWords.Duration(draft.Holds)}.",
        _ => $"A person shows it; that counts for {ScheduleWords.Duration(draft.Holds)}.",
    };

    /// <summary>Where it is asked.</summary>
    public static string Where(CriterionDraft draft)
    {
        List<string> parts = [.. draft.Environments, .. draft.Tiers.Select(tier => $"every {EstateWords.Of(tier)} environment")];
        return parts.Count == 0 ? "everywhere" : string.Join(draft.Environments.Count > 0 && draft.Tiers.Count > 0 ? "; " : ", ", parts);
    }

    /// <summary>A style that reads the same in every theme: colour never alone.</summary>
    public static string Style(CriterionState state) => state switch
    {
        CriterionState.Met => "met",
        CriterionState.NotMet => "not-met",
        _ => "open",
    };
}
