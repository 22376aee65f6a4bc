using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;

namespace OpsPortal.Features.Respond.Problems.Components;

/// <summary>What other pages need of problems.</summary>
internal sealed class ProblemTools(KnownErrors known, ProposeProblem propose)
{
    public KnownErrors Known => known;

    public ProposeProblem Propose => propose;
}
