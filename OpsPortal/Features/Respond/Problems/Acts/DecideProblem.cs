using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Says that there is a problem, and begins to look for its cause.</summary>
internal sealed class ConfirmProblem(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string note, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.confirmed", (found, now) => found.Confirm(note, by, now), stopping);
}

/// <summary>Says that there is none.</summary>
internal sealed class DismissProblem(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.dismissed", (found, now) => found.Dismiss(reason, by, now), stopping);
}
