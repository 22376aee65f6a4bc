using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Estate;

/// <summary>Text that can be stored in every database and read on every page.</summary>
internal static class Plain
{
    /// <summary>Why a text of one line cannot stand, or null where it can.</summary>
    public static Refusal? Fault(string what, string text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return EstateRefusals.Missing(what);
        if (text.Length > most) return EstateRefusals.TooLong(what, most);
        return HasUnprintable(text, lines: false) || text.Trim() != text ? EstateRefusals.Unprintable(what) : null;
    }

    /// <param name="lines">Whether line breaks and tabs are allowed.</param>
    public static bool HasUnprintable(string text, bool lines)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (lines && text[at] is '\n' or '\t') continue;
            if (char.IsControl(text[at]) || text[at] is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF') return true;
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return true;
            at++;
        }

        return false;
    }
}
