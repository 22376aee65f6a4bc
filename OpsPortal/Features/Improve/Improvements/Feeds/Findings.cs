using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>How findings are written.</summary>
internal static class Findings
{
    /// <summary>A draft that can stand: what is too long is cut, and a service that is none is left out.</summary>
    public static ImprovementDraft Draft(string title, string description, string effect, string service, string link)
    {
        var text = string.Concat(description.ReplaceLineEndings("\n").Where(letter => letter is '\n' or '\t' || !char.IsControl(letter)));
        return new()
        {
            Title = OneLine.Of(title, ImprovementDraft.MaxTitleLength),
            Description = text.Length <= ImprovementDraft.MaxTextLength ? text : text[..(char.IsHighSurrogate(text[ImprovementDraft.MaxTextLength - 1]) ? ImprovementDraft.MaxTextLength - 1 : ImprovementDraft.MaxTextLength)],
            ExpectedEffect = effect,
            Service = ServiceKey.TryParse(service, null, out _) ? service : "",
            Evidence = link,
        };
    }
}
