using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What a person may say of a window: all of it is checked together.</summary>
/// <param name="EndsWhenDone">It goes on past its plan until somebody says that the work is done, and raises an alarm meanwhile.</param>
public sealed record WindowPlan(string Title, string Reason, PersonId? Owner, string OwnerName, Schedule Schedule, WindowScope Scope, WindowEffect Effect, bool EndsWhenDone)
{
    /// <summary>Why it cannot be planned, or null where it can.</summary>
    /// <param name="confirmed">A person knows that it would hold nearly everything.</param>
    public Refusal? Check(CatalogueSnapshot catalogue, bool confirmed, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Title)) return WindowRefusals.Missing("title");
        if (Title.Length > MaintenanceWindow.MaxTitleLength) return WindowRefusals.TooLong("title", MaintenanceWindow.MaxTitleLength);
        if (Plain.HasUnprintable(Title, lines: false)) return WindowRefusals.NotPlain("title");
        if (string.IsNullOrWhiteSpace(Reason)) return WindowRefusals.Missing("reason");
        if (Reason.Length > MaintenanceWindow.MaxReasonLength) return WindowRefusals.TooLong("reason", MaintenanceWindow.MaxReasonLength);
        if (Plain.HasUnprintable(Reason, lines: true)) return WindowRefusals.NotPlain("reason");
        if (Schedule.EndsAt <= now || Schedule.NowOrNext(now) is null) return WindowRefusals.InThePast();
        return Effect.Check() ?? Scope.Check(catalogue, confirmed);
    }
}
