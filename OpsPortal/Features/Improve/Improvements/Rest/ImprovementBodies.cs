using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Queries;

namespace OpsPortal.Features.Improve.Improvements.Rest;

/// <summary>What a list of improvements can be asked for. What is not given does not narrow.</summary>
internal sealed record ImprovementListParameters
{
    [FromQuery(Name = "q"), Description("Words of title, service, owner or who entered it, or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("proposed, takenOn, inProgress, done, dismissed; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "source"), Description("person, lesson, failedDeployment, rework, noisyRule, missedDetection, overdueReview, unrehearsedBackout; repeatable")]
    public string[]? Source { get; init; }

    [FromQuery(Name = "owner"), Description("Part of the owner's name")]
    public string? Owner { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public ImprovementFilter Read(QueryReader read) => new() { Text = Text ?? "", States = read.Names<ImprovementState>("state", State), Sources = read.Names<ImprovementSource>("source", Source), Owner = Owner ?? "" };
}

/// <param name="From">The beginning of the time it is about.</param>
/// <param name="Until">Its end, not included.</param>
internal sealed record MeasuredItem(double Value, DateTimeOffset From, DateTimeOffset Until, string By)
{
    public static MeasuredItem? Of(MeasuredValue? value) => value is null ? null : new(value.Value, value.From, value.Until, value.By);
}

/// <param name="Kind">byHand: people say the values; else what the portal counts.</param>
/// <param name="IsBetter">Null: it cannot be said yet, or nothing changed.</param>
internal sealed record MeasureItem(string What, string Unit, MeasureKind Kind, string About, bool LowerIsBetter, MeasuredItem? Before, MeasuredItem? After, bool? IsBetter)
{
    public static MeasureItem? Of(Measure? measure) => measure is null ? null : new(measure.What, measure.Unit, measure.Kind, measure.About, measure.LowerIsBetter, MeasuredItem.Of(measure.Before), MeasuredItem.Of(measure.After), measure.IsBetter);
}

/// <summary>An improvement in a list.</summary>
/// <param name="Owner">Empty: nobody has taken it on.</param>
internal sealed record ImprovementItem(string Number, string Title, ImprovementState State, ImprovementSource Source, string Service, string Owner, Effort Effort, DateTimeOffset? DueAt, MeasureItem? Measure, DateTimeOffset EnteredAt, DateTimeOffset ChangedAt, int Version)
{
    public static ImprovementItem Of(ImprovementRow row) => new(row.Number.ToString(), row.Title, row.State, row.Source, row.Service, row.Owner, row.Effort, row.DueAt, MeasureItem.Of(row.Measure), row.EnteredAt, row.ChangedAt, row.Version);
}

/// <summary>An improvement in full.</summary>
/// <param name="Evidence">A page of the portal, or an address; empty: none.</param>
/// <param name="EndedWhy">What was done, or why it was dismissed.</param>
/// <param name="MeasureDueAt">When the portal measures what it has changed; null: it does not, or has.</param>
internal sealed record ImprovementDetail(ImprovementItem Improvement, string Description, string ExpectedEffect, string Evidence, string EnteredBy, DateTimeOffset? EndedAt, string EndedWhy, DateTimeOffset? MeasureDueAt)
{
    public static ImprovementDetail Of(ImprovementView view)
    {
        var one = view.Improvement;
        return new(new(one.Number.ToString(), one.Title, one.State, one.Source, one.Service, one.OwnerName, one.Effort, one.DueAt, MeasureItem.Of(one.Measure), one.EnteredAt, one.ChangedAt, one.Version),
            one.Description, one.ExpectedEffect, one.Evidence, one.EnteredBy, one.EndedAt, one.EndedWhy, one.MeasureDueAt);
    }
}

internal sealed record ImprovementEntryItem(long Id, DateTimeOffset At, ImprovementEntryKind Kind, string Actor, ImprovementState? From, ImprovementState? To, string Text)
{
    public static ImprovementEntryItem Of(ImprovementEntry entry) => new(entry.Id, entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Text);
}

/// <summary>An improvement as somebody wants it to read. What is left out is empty.</summary>
/// <param name="Evidence">A page of the portal as /incidents/INC-7, or an address.</param>
/// <param name="MeasureWhat">What people measure; empty: nothing. Of what the portal counts it is left as it is.</param>
internal sealed record ImprovementBody(
    string Title = "", string Description = "", string ExpectedEffect = "", Effort Effort = Effort.Unknown, string Service = "", DateTimeOffset? DueAt = null, string Evidence = "", string MeasureWhat = "", string MeasureUnit = "", bool LowerIsBetter = true)
{
    public ImprovementDraft Read() => new()
    {
        Title = Title,
        Description = Description.ReplaceLineEndings("\n"),
        ExpectedEffect = ExpectedEffect.ReplaceLineEndings("\n"),
        Effort = Effort,
        Service = Service,
        DueAt = DueAt,
        Evidence = Evidence,
        MeasureWhat = MeasureWhat,
        MeasureUnit = MeasureUnit,
        LowerIsBetter = LowerIsBetter,
    };
}

/// <param name="Seen">The version that was edited.</param>
internal sealed record ImprovementEditBody(int Seen, ImprovementBody? Improvement = null);

internal sealed record ImprovementNote(string Text = "");

/// <summary>A value that somebody measured: as it was while the improvement is open, as it became once it is done.</summary>
/// <param name="Until">Not included.</param>
internal sealed record MeasurementBody(double Value, DateTimeOffset From, DateTimeOffset Until);

/// <summary>A review of the register.</summary>
internal sealed record ReviewItem(long Id, DateTimeOffset HeldAt, string By, string Note)
{
    public static ReviewItem Of(HeldReview review) => new(review.Id, review.HeldAt, review.By, review.Note);
}

/// <summary>What the next review looks at.</summary>
/// <param name="Last">Null: none was held.</param>
/// <param name="Entered">Since the last review.</param>
/// <param name="Measured">Since the last review.</param>
internal sealed record AgendaItem(ReviewItem? Last, IReadOnlyList<ImprovementItem> Entered, IReadOnlyList<ImprovementItem> Overdue, IReadOnlyList<ImprovementItem> ToDecide, IReadOnlyList<ImprovementItem> Measured)
{
    public static AgendaItem Of(AgendaView view) => new(view.Last is { } last ? ReviewItem.Of(last) : null, Items(view.Entered), Items(view.Overdue), Items(view.ToDecide), Items(view.Measured));

    private static IReadOnlyList<ImprovementItem> Items(IReadOnlyList<ImprovementRow> rows) => [.. rows.Select(ImprovementItem.Of)];
}
