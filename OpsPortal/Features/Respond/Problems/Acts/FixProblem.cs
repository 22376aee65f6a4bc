using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Names the change that fixes a problem, and since when it does.</summary>
internal sealed class SetFix(ProblemDesk desk)
{
    /// <param name="fixedAt">Null: it is not in place yet.</param>
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string change, DateTimeOffset? fixedAt, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.fix-set", (found, now) => found.SetFix(change, fixedAt, by, now), stopping);
}

/// <summary>Says that the fix is in place; whether it holds is watched from then on.</summary>
internal sealed class ResolveProblem(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string note, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.resolved", (found, now) => found.Resolve(note, by, now), stopping);
}
