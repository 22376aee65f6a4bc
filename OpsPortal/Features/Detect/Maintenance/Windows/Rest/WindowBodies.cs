using System.ComponentModel;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Rest;

/// <summary>A window or silence in a list.</summary>
/// <param name="Number">MW-3; null for a silence.</param>
/// <param name="Silence">Its id; null for a window.</param>
/// <param name="End">Null: when somebody says so.</param>
internal sealed record WindowItem(
    MaintenanceKind Kind, string? Number, string? Silence, string Title, WindowState State, string Scope, string Does, DateTimeOffset Start, DateTimeOffset? End, bool Repeats, string By, bool Overrun, int Version)
{
    public static WindowItem Of(MaintenanceRow row) => new(
        row.Kind, row.Kind == MaintenanceKind.Window ? row.Key : null, row.Kind == MaintenanceKind.Silence ? row.Key : null, row.Title, row.State, row.Scope, row.Does, row.Start, row.End, row.Repeats, row.By, row.IsOverrun, row.Version);
}

/// <summary>One time of a window.</summary>
/// <param name="Date">The local date on which the rule has it, by which it is named.</param>
/// <param name="MovedFrom">When the rule has it; null: as it takes place.</param>
internal sealed record WindowTime(DateTimeOffset Start, DateTimeOffset End, DateTime LocalStart, DateOnly Date, DateTimeOffset? MovedFrom)
{
    public static WindowTime Of(Occurrence occurrence) => new(occurrence.Start, occurrence.End, occurrence.LocalStart, occurrence.Date, occurrence.MovedFrom);
}

/// <param name="Version">As it was read; refused with 412 when it has changed since.</param>
internal sealed record WindowTimeBody([property: Description("RFC 3339")] DateTimeOffset Start, [property: Description("RFC 3339")] DateTimeOffset End, int? Version = null);

/// <summary>One moment of a window.</summary>
internal sealed record WindowMomentItem(MomentKind Kind, DateTimeOffset At, string By, DateTimeOffset? OccurrenceStart, DateTimeOffset? OccurrenceEnd);

/// <summary>A window in full.</summary>
/// <param name="When">Its times in words.</param>
/// <param name="NeedsApprovalFor">The service of the highest criticality that it touches.</param>
/// <param name="Next">Its next times.</param>
/// <param name="Holds">How many open events it holds now.</param>
/// <param name="Moments">Newest first.</param>
internal sealed record WindowDetail(
    WindowItem Window, WindowDraft Plan, string When, string Owner, string ChangedBy, string ApprovedBy, DateTimeOffset? ApprovedAt, DateTimeOffset? RunningSince, DateTimeOffset? PlannedEnd, DateTimeOffset? RunsUntil,
    DateTimeOffset? OverrunSince, string? NeedsApprovalFor, IReadOnlyList<WindowTime> Next, int Holds, IReadOnlyList<string> Held, IReadOnlyList<WindowMomentItem> Moments)
{
    public static WindowDetail Of(WindowView view) => new(
        WindowItem.Of(view.Row), view.Draft, view.When, view.Owner, view.ChangedBy, view.ApprovedBy, view.ApprovedAt, view.RunningSince, view.PlannedEnd, view.RunsUntil, view.OverrunSince, view.Critical,
        [.. view.Next.Select(WindowTime.Of)], view.Holds, [.. view.Held.Select(held => held.Number.ToString())],
        [.. view.Moments.Select(moment => new WindowMomentItem(moment.Kind, moment.At, moment.By, moment.OccurrenceStart, moment.OccurrenceEnd))]);
}

/// <param name="Plan">What is planned.</param>
/// <param name="Version">As it was read; refused with 412 when it has changed since. Not asked of a new window.</param>
/// <param name="Confirmed">A window that holds nearly every event is meant.</param>
internal sealed record WindowBody(WindowDraft? Plan = null, int? Version = null, bool Confirmed = false);

/// <param name="Reason">Why; needed.</param>
internal sealed record WindowReasonBody(string Reason = "", int? Version = null);

/// <param name="Until">The new end.</param>
internal sealed record WindowExtensionBody([property: Description("RFC 3339")] DateTimeOffset Until, int? Version = null);

/// <summary>An event that a plan would hold.</summary>
internal sealed record PreviewedItem(string Number, string Title, Priority Priority, string Service, DateTimeOffset FirstSeenAt)
{
    public static PreviewedItem Of(PreviewedEvent e) => new(e.Number.ToString(), e.Title, e.Priority, e.Service, e.FirstSeenAt);
}

/// <summary>What a plan would do.</summary>
/// <param name="Partial">There were more events than are looked at; the newest were.</param>
internal sealed record WindowPreviewAnswer(string When, IReadOnlyList<WindowTime> Next, int NowCount, IReadOnlyList<PreviewedItem> Now, int LastWeekCount, IReadOnlyList<PreviewedItem> LastWeek, bool Partial, string? NeedsApprovalFor)
{
    public static WindowPreviewAnswer Of(WindowPreview preview) => new(
        preview.When, [.. preview.Next.Select(WindowTime.Of)], preview.NowCount, [.. preview.Now.Select(PreviewedItem.Of)], preview.LastWeekCount, [.. preview.LastWeek.Select(PreviewedItem.Of)], preview.IsPartial, preview.Critical);
}
