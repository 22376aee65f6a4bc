using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Respond.Problems.Acts;

namespace OpsPortal.Features.Respond.Problems.Pages;

/// <summary>What the page of a new problem needs.</summary>
internal sealed class NewProblemTools(ProposeProblem propose, Catalogue catalogue)
{
    private const int MostServices = 500;

    public ProposeProblem Propose => propose;

    /// <summary>Keys to choose from.</summary>
    public IEnumerable<string> Services => catalogue.Current.Services.Take(MostServices).Select(service => service.Key.Value);
}
