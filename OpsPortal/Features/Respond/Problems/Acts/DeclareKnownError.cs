using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Says that root cause and workaround are known, or that they are not after all.</summary>
internal sealed class DeclareKnownError(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.known-error", (found, now) => found.DeclareKnownError(by, now), stopping);

    public Task<Outcome<Problem>> WithdrawAsync(Actor by, ProblemNumber number, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.known-error-withdrawn", (found, now) => found.WithdrawKnownError(reason, by, now), stopping);
}
