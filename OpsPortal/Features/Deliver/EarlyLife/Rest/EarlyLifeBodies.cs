using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Deliver.EarlyLife.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Rest;

/// <summary>What a list of supports can be asked for. What is not given does not narrow.</summary>
internal sealed record EarlyLifeListParameters
{
    [FromQuery(Name = "q"), Description("Words of components, versions, environment or change, or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "standing"), Description("running or over")]
    public string? Standing { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public EarlyLifeFilter Read(QueryReader read) => new()
    {
        Text = Text ?? "",
        Service = Service ?? "",
        IsOver = string.IsNullOrEmpty(Standing) || read.OneOf("standing", [Standing], ["running", "over"]) is not [var standing] ? null : standing == "over",
    };
}

/// <summary>A support in a list.</summary>
/// <param name="Deployment">Its deployment, and its key.</param>
/// <param name="Day">1, 2, 3 … since it began.</param>
/// <param name="StandsBy">Whose turn it is today; empty: it is over.</param>
/// <param name="Met">How many criteria held when the portal looked last; null: it has not looked yet.</param>
internal sealed record EarlyLifeItem(
    string Deployment, string Versions, IReadOnlyList<string> Services, string Environment, string Owner, DateTimeOffset BeganAt, DateTimeOffset Until, DateTimeOffset? EndedAt, int Day, int Days, string StandsBy, int? Met, int Criteria,
    bool IsOverdue, int Version)
{
    public static EarlyLifeItem Of(EarlyLifeRow row) => new(row.Deployment.ToString(), row.Versions, row.Services, row.Environment, row.Owner, row.BeganAt, row.Until, row.EndedAt, row.Day, row.Days, row.StandsBy, row.Met, row.Criteria, row.IsOverdue, row.Version);
}

/// <param name="Found">By what it holds or does not, in words.</param>
/// <param name="IsShown">A person shows it; the portal looks at all others itself.</param>
internal sealed record CriterionItem(string Criterion, bool Holds, string Found, bool IsShown);

internal sealed record EarlyLifeDayItem(int Day, DateTimeOffset At, string StandsBy, string Words, bool IsOverdue);

internal sealed record EarlyLifeEntryItem(long Id, DateTimeOffset At, EarlyLifeEntryKind Kind, string Actor, string Text);

/// <summary>A support in full.</summary>
/// <param name="Availability">In percent; null: not known.</param>
/// <param name="Told">The daily summaries, the newest first.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="Decision">Why it was ended although not everything held; empty: it was not.</param>
internal sealed record EarlyLifeDetail(
    EarlyLifeItem Support, IReadOnlyList<CriterionItem> Criteria, int Incidents, IReadOnlyList<string> OpenIncidents, DateTimeOffset? LastException, double? Availability, IReadOnlyList<string> Roster,
    IReadOnlyList<TightenedThreshold> Tightened, IReadOnlyList<EarlyLifeDayItem> Told, IReadOnlyList<EarlyLifeEntryItem> Timeline, string EndedBy, string Decision, IReadOnlyList<string> LeftOpen)
{
    public static EarlyLifeDetail Of(EarlyLifeView view) => new(
        EarlyLifeItem.Of(view.Row), [.. view.Findings.Select(finding => new CriterionItem(finding.Criterion.Words, finding.Holds, finding.Words, finding.Criterion is ExitCriterion.Shown))],
        view.Facts.Incidents, view.Facts.OpenIncidents, view.Facts.LastException, view.Facts.Availability, [.. view.Support.Terms.Roster.Select(one => one.Name)], view.Support.Tightened,
        [.. view.Told.Select(day => new EarlyLifeDayItem(day.Day, day.At, day.StandsBy, day.Words, day.IsOverdue))], [.. view.Timeline.Select(entry => new EarlyLifeEntryItem(entry.Id, entry.At, entry.Kind, entry.Actor, entry.Text))],
        view.Support.EndedBy, view.Support.Decision, view.Support.LeftOpen);
}

/// <summary>A support to be begun.</summary>
/// <param name="Deployment">One that has succeeded, as <c>DEP-7</c>.</param>
/// <param name="Owner">The id of the person who answers for it.</param>
/// <param name="Roster">The ids of those who stand by, in the order they are called.</param>
/// <param name="Lasts">An hour to 90 days; left out: 7 days.</param>
internal sealed record EarlyLifeBody(string Deployment, Guid Owner, IReadOnlyList<Guid> Roster, IReadOnlyList<ExitCriterion> Criteria, TimeSpan? Lasts = null, IReadOnlyList<TightenedValue>? Thresholds = null)
{
    public Outcome<EarlyLifeDraft> Read()
    {
        if (Criteria.Any(criterion => criterion is null) || (Thresholds ?? []).Any(threshold => threshold is null)) return new Refusal("request.missing-part", "A criterion or a threshold is missing.");
        return new EarlyLifeDraft(new(Owner), [.. Roster.Select(person => new PersonId(person))], Lasts ?? TimeSpan.FromDays(7), Thresholds ?? [], Criteria);
    }
}

/// <param name="Criterion">In the words in which it is listed.</param>
internal sealed record EvidenceBody(string Criterion = "", string Evidence = "");

internal sealed record ExtensionBody(DateTimeOffset Until);

internal sealed record DecisionBody(string Reason = "");
