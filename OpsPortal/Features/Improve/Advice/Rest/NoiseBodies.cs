using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Queries;

namespace OpsPortal.Features.Improve.Advice.Rest;

/// <summary>What a list of rules can be asked for. What is not given does not narrow.</summary>
internal sealed record NoiseListParameters
{
    [FromQuery(Name = "q"), Description("Words of name, key or service")]
    public string? Text { get; init; }

    [FromQuery(Name = "kind"), Description("monitor, rule, alert; repeatable")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "over"), Description("true: only those over their budget")]
    public bool? Over { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public NoiseFilter Read(QueryReader read) => new() { Text = Text ?? "", Kinds = read.Names<SubjectKind>("kind", Kind), IsOver = Over == true };
}

/// <summary>A rule or monitor with its noise.</summary>
/// <param name="Key">MON-7, the id of a significance rule, or source and name of an alert.</param>
/// <param name="Budget">Events a week that nobody need work.</param>
/// <param name="Events">Of the last four weeks, the current one included; worked and noise likewise.</param>
/// <param name="Trend">Noise of the last eight weeks, oldest first.</param>
/// <param name="Offers">How much advice is offered.</param>
internal sealed record NoiseItem(long Id, SubjectKind Kind, string Key, string Name, string Service, int Budget, bool IsOwnBudget, bool IsOver, int ThisWeek, int LastWeek, int Events, int Worked, int Noise, IReadOnlyList<int> Trend, int Offers)
{
    public static NoiseItem Of(NoiseRow row) => new(row.Id, row.Kind, row.Key, row.Name, row.Service, row.Budget, row.IsOwnBudget, row.IsOver, row.ThisWeek, row.LastWeek, row.Events, row.Worked, row.Noise, row.Trend, row.Offers);
}

/// <param name="Week">The Monday it begins on, UTC.</param>
internal sealed record NoiseWeekItem(DateOnly Week, int Events, int Worked, int Noise, int Undecided, int HeldBack);

/// <param name="Fired">How often the setting in force fires over the days that were looked at.</param>
/// <param name="Missed">Of what people worked on.</param>
/// <param name="EventsBefore">Counted over as many days before it was applied; null: not yet.</param>
internal sealed record AdviceItem(
    Guid Id, AdviceKind Kind, AdviceState State, string Text, int Days, int Fired, int WouldFire, int Worked, int Missed, DateTimeOffset FoundAt, DateTimeOffset? AppliedAt, string AppliedBy, DateTimeOffset? UndoneAt, string UndoneBy, int? EventsBefore, int? EventsAfter, DateTimeOffset? MeasureDueAt)
{
    public static AdviceItem Of(NoiseAdvice one) => new(one.Id, one.Kind, one.State, one.Text, one.BackTest.Days, one.BackTest.Fired, one.BackTest.WouldFire, one.BackTest.Worked, one.BackTest.Missed, one.FoundAt,
        one.AppliedAt, one.AppliedBy, one.UndoneAt, one.UndoneBy, one.EventsBefore, one.EventsAfter, one.MeasureDueAt);
}

/// <summary>A rule with its weeks and advice.</summary>
/// <param name="Weeks">A year, oldest first.</param>
internal sealed record NoiseDetail(NoiseItem Rule, IReadOnlyList<NoiseWeekItem> Weeks, IReadOnlyList<AdviceItem> Advice)
{
    public static NoiseDetail Of(NoiseView view) => new(NoiseItem.Of(view.Row), [.. view.Weeks.Select(week => new NoiseWeekItem(week.Week, week.Events, week.Worked, week.Noise, week.Undecided, week.HeldBack))], [.. view.Advice.Select(AdviceItem.Of)]);
}

/// <param name="Allowance">Null: as for all.</param>
internal sealed record AllowanceBody(int? Allowance);

internal sealed record RecountBody(int Weeks);
