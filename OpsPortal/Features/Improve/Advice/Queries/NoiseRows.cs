using OpsPortal.Domain.Improve.Advice;

namespace OpsPortal.Features.Improve.Advice.Queries;

/// <summary>Which rules are asked for. What is empty narrows nothing.</summary>
public sealed record NoiseFilter
{
    /// <summary>Words of name, key or service.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<SubjectKind> Kinds { get; init; } = [];

    /// <summary>Only those over their budget.</summary>
    public bool IsOver { get; init; }
}

/// <summary>A rule or monitor with its noise, as listed.</summary>
/// <param name="Budget">Events a week that nobody need work.</param>
/// <param name="IsOwnBudget">It was set for this rule.</param>
/// <param name="Events">Of the last four weeks, the current one included.</param>
/// <param name="Worked">Of these.</param>
/// <param name="Noise">Of these.</param>
/// <param name="Trend">Noise by week, oldest first, <see cref="TrendWeeks"/> of them; the last is the current one.</param>
/// <param name="Offers">How much advice is offered.</param>
public sealed record NoiseRow(long Id, SubjectKind Kind, string Key, string Name, string Service, int Budget, bool IsOwnBudget, int ThisWeek, int LastWeek, int Events, int Worked, int Noise, IReadOnlyList<int> Trend, int Offers)
{
    public const int TrendWeeks = 8;

    public const int SumWeeks = 4;

    public bool IsOver => Math.Max(ThisWeek, LastWeek) > Budget;
}

/// <summary>One rule with its weeks and advice, as of one moment.</summary>
/// <param name="Weeks">A year, oldest first; weeks without events are zero.</param>
/// <param name="Advice">Offered first, then the latest applied; at most 50.</param>
public sealed record NoiseView(NoiseRow Row, NoisyRule Rule, IReadOnlyList<NoiseWeek> Weeks, IReadOnlyList<NoiseAdvice> Advice);

/// <summary>How far counting has come.</summary>
/// <param name="CountedAt">UTC; null: never.</param>
public sealed record CountingState(DateTimeOffset? CountedAt, bool IsWanted);
