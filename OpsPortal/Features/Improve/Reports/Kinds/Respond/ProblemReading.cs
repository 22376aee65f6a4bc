using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Respond;

/// <summary>A problem as reports count it.</summary>
/// <param name="Fix">How it recurs since its fix; null: it has none, or is recognised by nothing.</param>
internal sealed record ReportedProblem(ProblemNumber Number, string Title, string Service, DateTimeOffset ProposedAt, DateTimeOffset? FixedAt, MeasuredFix? Fix)
{
    public bool Holds => Fix?.Verdict == FixVerdict.Stopped;

    public bool GotWorse => Fix?.Verdict == FixVerdict.MoreOften;

    public bool TooEarly => Fix is null or { Verdict: FixVerdict.TooEarly or FixVerdict.CannotTell };

    /// <summary>Null: not known.</summary>
    public double? Before30 => Fix is { } fix && fix.Before.Exposure > TimeSpan.Zero ? fix.Before.PerDay * 30 : null;

    public double? Since30 => Fix is { } fix && fix.After.Exposure > TimeSpan.Zero ? fix.After.PerDay * 30 : null;

    public string Verdict => Fix?.Verdict switch
    {
        FixVerdict.Stopped => "it has stopped",
        FixVerdict.Fewer => "less often",
        FixVerdict.Unchanged => "no change",
        FixVerdict.MoreOften => "more often",
        FixVerdict.TooEarly => "too early to tell",
        FixVerdict.CannotTell => "came too seldom to tell",
        _ => "recognised by nothing",
    };

    public bool IsFixedIn(ReportPeriod period) => FixedAt is { } at && period.Holds(at);

    public ReportRow ToRow(bool byProposal) => new(Number.ToString(), $"/problems/{Number}", Title, Service, byProposal ? ProposedAt : FixedAt ?? ProposedAt, byProposal ? "" : Verdict);

    public RowCursor Cursor(bool byProposal) => new(byProposal ? ProposedAt : FixedAt ?? ProposedAt, Number.Value);
}

/// <summary>Reads the problems that were proposed or fixed in a period.</summary>
internal sealed class ProblemReading(IDbContextFactory<OpsDb> databases, Catalogue catalogue, IOptions<ProblemOptions> options, TimeProvider clock)
{
    public async Task<IReadOnlyList<ReportedProblem>> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (start, end, now) = (question.Period.Start, question.Period.End, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = db.Set<Problem>().AsNoTracking().Where(p => (p.ProposedAt >= start && p.ProposedAt < end) || (p.FixedAt != null && p.FixedAt >= start && p.FixedAt < end));
        if (new EstateNames(catalogue.Current).Narrow(question) is { } services) found = found.Where(p => services.Contains(p.Service));
        var read = new List<ReportedProblem>();
        foreach (var problem in await found.OrderBy(p => p.Number).ToListAsync(stopping))
        {
            var fix = problem.FixedAt is { } at && !problem.Pattern.IsNone ? OccurrenceBook.Measure(problem, await OccurrenceBook.OfAsync(db, problem.Pattern, at - options.Value.MeasureBefore, stopping), options.Value, now) : null;
            read.Add(new(problem.Number, problem.Title, problem.Service, problem.ProposedAt, problem.FixedAt, fix));
        }

        return read;
    }
}
