using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Writes what is known about a problem anew: title, description, root cause and workaround.</summary>
internal sealed class WriteProblem(ProblemDesk desk)
{
    /// <param name="seen">The version of the texts that was read; refused where somebody has written since.</param>
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, ProblemText text, int seen, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "problem.written", (found, now) => found.Write(text, seen, by, now), stopping);
}

/// <summary>Adds a note to the timeline of a problem.</summary>
internal sealed class CommentOnProblem(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "problem.noted", (found, now) => found.Comment(text, by, now), stopping);
}
