using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>A rule or monitor against what it is allowed.</summary>
/// <param name="Worst">Noise of its noisiest week.</param>
/// <param name="Over">Weeks with more noise than it is allowed.</param>
/// <param name="WorstWeek">The Monday of the noisiest.</param>
internal sealed record BudgetedRule(long Id, string Name, string Service, int Budget, long Noise, int Worst, int Over, DateOnly WorstWeek)
{
    public RowCursor Cursor => new(NoiseWeek.Begin(WorstWeek), Id);

    public ReportRow ToRow() => new(Name, $"/improvements/noise/{Id}", $"{Words.Many(Worst, "noise event")} in its noisiest week, {Budget} allowed", Service, NoiseWeek.Begin(WorstWeek), Words.Say($"{Words.Many(Over, "week")} over"));
}

/// <summary>Holds the noise of rules against their allowance, by weeks from Monday in UTC that begin in the period.</summary>
internal sealed class NoiseBudget(IDbContextFactory<OpsDb> databases, Catalogue catalogue, IOptions<ImproveOptions> options)
{
    /// <summary>Every rule with noise, the most over its allowance first.</summary>
    public async Task<IReadOnlyList<BudgetedRule>> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (first, last, usual) = (question.Period.From, question.Period.To, options.Value.NoiseBudgetPerWeek);
        var narrow = new EstateNames(catalogue.Current).Narrow(question)?.ToHashSet(StringComparer.Ordinal);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var weeks = await (from week in db.Set<NoiseWeek>().AsNoTracking()
                           join rule in db.Set<NoisyRule>() on week.Rule equals rule.Id
                           where week.Week >= first && week.Week <= last && week.Noise > 0
                           select new { rule.Id, rule.Name, rule.Service, rule.Allowance, week.Week, week.Noise }).ToListAsync(stopping);
        return
        [
            .. from rule in weeks.GroupBy(week => (week.Id, week.Name, week.Service, Budget: week.Allowance ?? usual))
               where narrow is null || narrow.Contains(rule.Key.Service)
               let worst = rule.OrderByDescending(week => week.Noise).ThenBy(week => week.Week).First()
               let one = new BudgetedRule(rule.Key.Id, rule.Key.Name, rule.Key.Service, rule.Key.Budget, rule.Sum(week => (long)week.Noise), worst.Noise, rule.Count(week => week.Noise > rule.Key.Budget), worst.Week)
               orderby one.Worst - one.Budget descending, one.Name, one.Id
               select one,
        ];
    }

    public async Task<Page<ReportRow>> PageAsync(ReportQuestion question, string? cursor, int limit, CancellationToken stopping) =>
        RowCursor.Page((await ReadAsync(question, stopping)).Where(rule => rule.Over > 0), cursor, limit, rule => rule.ToRow(), rule => rule.Cursor);

    public ReportTable Table(IReadOnlyList<BudgetedRule> rules)
    {
        var names = new EstateNames(catalogue.Current);
        return new("noise-budget", "Noise budget", [new("Rule or monitor", null), new("Service", null), new("Noise", Unit.Count), new("In its noisiest week", Unit.Count), new("Allowed a week", Unit.Count), new("Weeks over", Unit.Count)],
            [.. rules.Select(rule => (IReadOnlyList<Cell>)[Cell.Of(rule.Name, $"/improvements/noise/{rule.Id}"), Cell.Of(names.Service(rule.Service), names.Href(rule.Service)), Cell.Of(rule.Noise), Cell.Of(rule.Worst), Cell.Of(rule.Budget), Cell.Of(rule.Over)])]);
    }
}
