using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Respond.Problems.Components;

/// <summary>Leads from <c>PRB-7</c> to that problem.</summary>
internal sealed class ProblemJump : IJump
{
    public (string Title, string Href)? To(string text) =>
        text.Contains('-', StringComparison.Ordinal) && ProblemNumber.TryParse(text, null, out var number) ? ($"Open {number}", $"/problems/{number}") : null;
}
