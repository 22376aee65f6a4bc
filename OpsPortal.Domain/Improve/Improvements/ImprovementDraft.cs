using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>An improvement as somebody wants it to read.</summary>
public sealed record ImprovementDraft
{
    public const int MaxTitleLength = 200, MaxTextLength = 4000, MaxLinkLength = 500;

    /// <summary>What is to be better, in one line.</summary>
    public required string Title { get; init; }

    public string Description { get; init; } = "";

    /// <summary>What it is expected to change, in words.</summary>
    public string ExpectedEffect { get; init; } = "";

    public Effort Effort { get; init; }

    /// <summary>The key of the service it is about; empty: none.</summary>
    public string Service { get; init; } = "";

    /// <summary>By when it is to be done; null: not dated.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What shows that it is needed: a page of the portal as <c>/incidents/INC-7</c>, or an address; empty: nothing.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>What is measured; empty: nothing. Of a measure that the portal takes it is left as it is.</summary>
    public string MeasureWhat { get; init; } = "";

    public string MeasureUnit { get; init; } = "";

    public bool LowerIsBetter { get; init; } = true;

    /// <summary>Why it cannot stand, or null where it can.</summary>
    public Refusal? Fault()
    {
        if (string.IsNullOrWhiteSpace(Title)) return ImprovementRefusals.TextMissing("title");
        if (Title.Length > MaxTitleLength || Plain.HasUnprintable(Title, lines: false)) return ImprovementRefusals.BadText("title", MaxTitleLength);
        foreach (var (what, text) in new[] { ("description", Description), ("expected effect", ExpectedEffect) })
            if (text.Length > MaxTextLength || Plain.HasUnprintable(text, lines: true)) return ImprovementRefusals.BadText(what, MaxTextLength);
        if (Service.Length > 0 && !ServiceKey.TryParse(Service, null, out _)) return EstateRefusals.BadKey(Service);
        if (!IsLink(Evidence)) return ImprovementRefusals.BadLink();
        if (MeasureWhat.Length > Measure.MaxWhatLength || Plain.HasUnprintable(MeasureWhat, lines: false)) return ImprovementRefusals.BadText("measure", Measure.MaxWhatLength);
        return MeasureUnit.Length > Measure.MaxUnitLength || Plain.HasUnprintable(MeasureUnit, lines: false) ? ImprovementRefusals.BadText("unit", Measure.MaxUnitLength) : null;
    }

    /// <summary>A path of this portal, or an address that a browser may safely open.</summary>
    private static bool IsLink(string text) => text.Length == 0 || (text.Length <= MaxLinkLength && !Plain.HasUnprintable(text, lines: false)
        && (text is ['/', not '/', ..] || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")));
}
