using System.Globalization;
using MudBlazor;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Improve.Improvements.Components;

/// <summary>Improvements in the words of the screens.</summary>
internal static class ImprovementWords
{
    public static string State(ImprovementState state) => state switch
    {
        ImprovementState.TakenOn => "Taken on",
        ImprovementState.InProgress => "In progress",
        _ => state.ToString(),
    };

    public static string Source(ImprovementSource source) => source switch
    {
        ImprovementSource.Person => "Entered by hand",
        ImprovementSource.Lesson => "Lesson learned",
        ImprovementSource.FailedDeployment => "Failed deployments",
        ImprovementSource.NoisyRule => "Noisy rule",
        ImprovementSource.MissedDetection => "Missed detection",
        ImprovementSource.OverdueReview => "Overdue review",
        ImprovementSource.UnrehearsedBackout => "Unrehearsed backout",
        _ => source.ToString(),
    };

    public static string Of(Effort effort) => effort switch
    {
        Effort.Small => "Small, hours",
        Effort.Medium => "Medium, days",
        Effort.Large => "Large, weeks",
        _ => "Not estimated",
    };

    /// <summary><c>41 → 3 events</c>, <c>41 events</c>, or a dash.</summary>
    public static string Of(Measure? measure) => measure switch
    {
        { Before: { } before, After: { } after } => $"{Number(before.Value)} → {Number(after.Value)} {measure.Unit}".TrimEnd(),
        { Before: { } before } => $"{Number(before.Value)} {measure.Unit}".TrimEnd(),
        { After: { } after } => $"→ {Number(after.Value)} {measure.Unit}".TrimEnd(),
        _ => "–",
    };

    public static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(Improvement one, DateTimeOffset now)
    {
        var due = one.DueAt is { } by && one.IsOpen ? $" {(by <= now ? "It was" : "It is")} to be done {Spans.Relative(by, now)}." : "";
        return one.State switch
        {
            ImprovementState.Proposed => $"{one.EnteredBy} entered it {Spans.Relative(one.EnteredAt, now)}; nobody has decided on it yet.{due}",
            ImprovementState.TakenOn => $"{one.OwnerName} has taken it on and has not begun.{due}",
            ImprovementState.InProgress => $"{one.OwnerName} works on it.{due}",
            ImprovementState.Done => $"It was done {Spans.Relative(one.EndedAt ?? one.ChangedAt, now)}. {Effect(one, now)}",
            _ => $"It was dismissed {Spans.Relative(one.EndedAt ?? one.ChangedAt, now)}: {one.EndedWhy}",
        };
    }

    /// <summary>What should be done next.</summary>
    public static string Next(Improvement one) => one.State switch
    {
        ImprovementState.Proposed => "Take it on, or dismiss it with a reason.",
        ImprovementState.TakenOn when one.Measure is { IsAutomatic: false, Before: null } => "Measure how it is now, then start: later nobody can.",
        ImprovementState.TakenOn => "Start, or say that it is done.",
        ImprovementState.InProgress => "Say that it is done once it is; then its effect is measured.",
        ImprovementState.Done when one.Measure is { IsAutomatic: false, After: null } => "Measure how it is now.",
        ImprovementState.Done when one.Measure?.IsBetter == false => "It has become worse: reopen it, or enter what to do instead.",
        _ => "Nothing is left to do.",
    };

    /// <summary>What an entry says: the verb after the actor, the text beside it, and an icon.</summary>
    public static (string Said, string Text, string Icon) Tell(ImprovementEntry entry) => entry.Kind switch
    {
        ImprovementEntryKind.Entered => ("entered it", entry.Text, Icons.Material.Outlined.NoteAdd),
        ImprovementEntryKind.Edited => ("edited it", entry.Text, Icons.Material.Outlined.Edit),
        ImprovementEntryKind.Assigned => ("took it over", "", Icons.Material.Outlined.PersonAdd),
        ImprovementEntryKind.Measured => ("measured", entry.Text, Icons.Material.Outlined.Straighten),
        ImprovementEntryKind.Moved => (entry.To switch
        {
            ImprovementState.Proposed => "reopened it",
            ImprovementState.TakenOn => entry.From == ImprovementState.Done ? "reopened it" : "took it on",
            ImprovementState.InProgress => "started",
            ImprovementState.Done => "said that it is done",
            _ => "dismissed it",
        }, entry.Text, Icons.Material.Outlined.SwapVert),
        _ => ("wrote", entry.Text, Icons.Material.Outlined.ChatBubbleOutline),
    };

    private static string Effect(Improvement one, DateTimeOffset now) => one.Measure switch
    {
        null => "Nothing is measured by which its effect would show.",
        { IsBetter: true } measure => $"It helped: {Of(measure)}.",
        { IsBetter: false } measure => $"It did not help: {Of(measure)}.",
        { Before: not null, After: not null } measure => $"Nothing has changed: {Of(measure)}.",
        _ when one.MeasureDueAt is { } due => $"Its effect is measured {Spans.Relative(due, now)}.",
        _ => "Its effect was not measured yet.",
    };
}

/// <summary>Leads from <c>IMP-7</c> to that improvement.</summary>
internal sealed class ImprovementJump : Ui.Shell.Palette.IJump
{
    public (string Title, string Href)? To(string text) =>
        text.Contains('-', StringComparison.Ordinal) && ImprovementNumber.TryParse(text, null, out var number) ? ($"Open {number}", $"/improvements/{number}") : null;
}
