using System.Globalization;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>Clashes in one plain sentence each.</summary>
internal static class ClashWords
{
    public static string Of(ClashKind kind, PlannedWork plan, PlannedWork other, InTheWay way) => kind switch
    {
        ClashKind.Freeze when plan.Kind == Clashes.FreezeWork => $"{Named(other)} is planned inside it, {When(other.Start, other.End)}.",
        ClashKind.Freeze => $"{other.Title} is a freeze, {When(other.Start, other.End)}: nothing is to be deployed then.",
        ClashKind.Service => $"{Named(other)} works on {way.Shared(other)} as well, {When(other.Start, other.End)}.",
        ClashKind.Family when way.Related(other) is var (theirs, ours, needs) => $"{Named(other)} works on {theirs}, which {(needs ? $"{ours} needs" : $"needs {ours}")}, {When(other.Start, other.End)}.",
        ClashKind.People when way.Booked(other) is { } who => who == plan.Executor
            ? $"{who.Name}, who is to carry this out, carries out {Named(other)}, {When(other.Start, other.End)}."
            : $"{who.Name}, the only person who could approve this, carries out {Named(other)}, {When(other.Start, other.End)}.",
        _ => $"{Named(other)} stands in its way, {When(other.Start, other.End)}.",
    };

    public static string Outside(ServiceKey service, PlannedWork? next) =>
        $"It is outside the maintenance windows of {service}{(next is null ? "" : $"; the next is {next.Number}, {When(next.Start, next.End)}")}.";

    public static string Peak(ServiceKey service, PeakHours hours) => $"It is inside the peak hours of {service}: {hours}.";

    public static string Incident(OpenIncident incident, PlannedWork plan) =>
        plan.Services.Contains(incident.Service)
            ? $"{incident.Number} {incident.Title} is open on {incident.Service}, {incident.Priority}."
            : $"{incident.Number} {incident.Title} is open on {incident.Service}, which is needed here, {incident.Priority}.";

    /// <summary>In UTC, as every reader has another zone: <c>Sun 1 Mar 12:00 to 14:00 UTC</c>.</summary>
    public static string When(DateTimeOffset start, DateTimeOffset end)
    {
        var (first, last) = (start.UtcDateTime, end.UtcDateTime);
        return first.Date == last.Date
            ? string.Create(CultureInfo.InvariantCulture, $"{first:ddd d MMM HH:mm} to {last:HH:mm} UTC")
            : string.Create(CultureInfo.InvariantCulture, $"{first:ddd d MMM HH:mm} to {last:ddd d MMM HH:mm} UTC");
    }

    private static string Named(PlannedWork work) => work.Title.Length == 0 || work.Title == work.Number ? work.Number : $"{work.Number} {work.Title}";
}
