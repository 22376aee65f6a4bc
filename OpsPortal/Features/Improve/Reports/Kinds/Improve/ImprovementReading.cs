using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Improve;

/// <summary>An improvement as reports count it.</summary>
internal sealed record ReportedImprovement(ImprovementNumber Number, string Title, string Service, ImprovementState State, DateTimeOffset EnteredAt, DateTimeOffset? EndedAt, DateTimeOffset? MeasuredAt, Measure? Measure)
{
    public bool IsDoneIn(ReportPeriod period) => State == ImprovementState.Done && EndedAt is { } at && period.Holds(at);

    public bool IsMeasuredIn(ReportPeriod period) => MeasuredAt is { } at && period.Holds(at);
}

/// <summary>Something that somebody has to decide.</summary>
/// <param name="Kind">What it is, in a word.</param>
/// <param name="Place">Tells those of the same instant apart.</param>
internal sealed record OpenDecision(string Reference, string Href, string Title, string Kind, string Service, DateTimeOffset Since, long Place);

/// <summary>Advice on noise that was put in force.</summary>
internal sealed record AppliedAdvice(long Rule, string Name, string Service, NoiseAdvice Advice);

/// <summary>Reads what was improved in a period, and what is to be decided now.</summary>
internal sealed class ImprovementReading(IDbContextFactory<OpsDb> databases, Catalogue catalogue, AgendaQueries agenda)
{
    public EstateNames Names => new(catalogue.Current);

    /// <summary>Those that were entered, done or measured in the period, by number.</summary>
    public async Task<IReadOnlyList<ReportedImprovement>> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        var (start, end, narrow) = (period.Start, period.End, Narrow(question));
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Set<Improvement>().AsNoTracking()
            .Where(one => (one.EnteredAt >= start && one.EnteredAt < end) || (one.EndedAt != null && one.EndedAt >= start && one.EndedAt < end) || (one.MeasuredAt != null && one.MeasuredAt >= start && one.MeasuredAt < end))
            .OrderBy(one => one.Number).Select(one => new ReportedImprovement(one.Number, one.Title, one.Service, one.State, one.EnteredAt, one.EndedAt, one.MeasuredAt, one.Measure)).ToListAsync(stopping);
        return [.. found.Where(one => narrow is null || narrow.Contains(one.Service))];
    }

    /// <summary>In the order in which it was applied.</summary>
    public async Task<IReadOnlyList<AppliedAdvice>> AppliedAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (start, end, narrow) = (question.Period.Start, question.Period.End, Narrow(question));
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await (from advice in db.Set<NoiseAdvice>().AsNoTracking()
                           join rule in db.Set<NoisyRule>() on advice.Rule equals rule.Id
                           where advice.AppliedAt != null && advice.AppliedAt >= start && advice.AppliedAt < end
                           orderby advice.AppliedAt, advice.Id
                           select new { rule.Id, rule.Name, rule.Service, Advice = advice }).ToListAsync(stopping);
        return [.. found.Where(one => narrow is null || narrow.Contains(one.Service)).Select(one => new AppliedAdvice(one.Id, one.Name, one.Service, one.Advice))];
    }

    /// <summary>Whatever waits now, the longest first: improvements and problems that are proposed, changes that wait for approval.</summary>
    public async Task<IReadOnlyList<OpenDecision>> DecisionsAsync(ReportQuestion question, CancellationToken stopping)
    {
        var narrow = Narrow(question);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var improvements = await db.Set<Improvement>().AsNoTracking().Where(one => one.State == ImprovementState.Proposed).Select(one => new { one.Number, one.Title, one.Service, one.EnteredAt }).ToListAsync(stopping);
        var problems = await db.Set<Problem>().AsNoTracking().Where(one => one.State == ProblemState.Proposed).Select(one => new { one.Number, one.Title, one.Service, one.ProposedAt }).ToListAsync(stopping);
        var changes = await db.Set<Change>().AsNoTracking().Where(one => one.State == ChangeState.AwaitingApproval)
            .Select(one => new { one.Number, Title = EF.Property<string>(one, ChangeColumns.Title), Services = EF.Property<string>(one, ChangeColumns.Services), one.RequestedAt }).ToListAsync(stopping);
        List<(OpenDecision One, string[] Services)> all =
        [
            .. improvements.Select(one => (new OpenDecision(one.Number.ToString(), $"/improvements/{one.Number}", one.Title, "Improvement", one.Service, one.EnteredAt, one.Number.Value * 3), new[] { one.Service })),
            .. problems.Select(one => (new OpenDecision(one.Number.ToString(), $"/problems/{one.Number}", one.Title, "Problem", one.Service, one.ProposedAt, (one.Number.Value * 3) + 1), new[] { one.Service })),
            .. changes.Select(one => (one, Services: one.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                .Select(one => (new OpenDecision(one.one.Number.ToString(), $"/approvals/{one.one.Number}", one.one.Title, "Change", one.Services.FirstOrDefault() ?? "", one.one.RequestedAt, (one.one.Number.Value * 3) + 2), one.Services)),
        ];
        return [.. all.Where(one => narrow is null || one.Services.Any(narrow.Contains)).Select(one => one.One).OrderBy(one => one.Since).ThenBy(one => one.Place)];
    }

    /// <summary>What the next review of the register looks at, each once: what is overdue first, then what was measured and what is new since the last.</summary>
    public async Task<IReadOnlyList<(ImprovementRow Row, string Why)>> AgendaAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (view, narrow) = (await agenda.ReadAsync(stopping), Narrow(question));
        return [.. view.Overdue.Select(row => (row, "Overdue")).Concat(view.ToDecide.Select(row => (row, "To decide"))).Concat(view.Measured.Select(row => (row, "Measured"))).Concat(view.Entered.Select(row => (row, "New")))
            .DistinctBy(one => one.row.Number).Where(one => narrow is null || narrow.Contains(one.row.Service))];
    }

    private HashSet<string>? Narrow(ReportQuestion question) => Names.Narrow(question)?.ToHashSet(StringComparer.Ordinal);
}
