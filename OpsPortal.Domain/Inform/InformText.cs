using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform;

/// <summary>Text that goes into headers, onto public pages and into other people's programs.</summary>
public static class InformText
{
    /// <summary>Why a text cannot stand on one line, or null where it can. Line breaks are refused, so nothing can be smuggled into a header.</summary>
    public static Refusal? Line(string what, string text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return InformRefusals.Missing(what);
        if (text.Length > most) return InformRefusals.TooLong(what, most);
        return Plain.HasUnprintable(text, lines: false) ? InformRefusals.Unprintable(what) : null;
    }

    /// <summary>The same for a text of several lines.</summary>
    public static Refusal? Paragraphs(string what, string text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return InformRefusals.Missing(what);
        if (text.Length > most) return InformRefusals.TooLong(what, most);
        return Plain.HasUnprintable(text, lines: true) ? InformRefusals.Unprintable(what) : null;
    }

    /// <summary>With line feeds alone, as browsers and programs send them differently.</summary>
    public static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();
}
