using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Respond.Problems.Watching;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Ends a problem, by what was measured or with a reason.</summary>
internal sealed class CloseProblem(ProblemDesk desk, IOptions<ProblemOptions> options)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string note, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.closed", async (db, found, now) =>
        {
            MeasuredFix? measured = null;
            if (found.FixedAt is { } fixedAt) measured = OccurrenceBook.Measure(found, await OccurrenceBook.OfAsync(db, found.Pattern, fixedAt - options.Value.MeasureBefore, stopping), options.Value, now);
            return found.Close(note, measured?.Verdict, by, now).Refusal;
        }, stopping);
}

/// <summary>Takes a resolved, closed or dismissed problem up again.</summary>
internal sealed class ReopenProblem(ProblemDesk desk)
{
    /// <remarks>Refused where another problem has been about the same since.</remarks>
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.reopened", async (db, found, now) =>
            found.Reopen(reason, by, now).Refusal ?? await ProposeProblem.TakenAsync(db, found.Pattern, number, stopping), stopping);
}
