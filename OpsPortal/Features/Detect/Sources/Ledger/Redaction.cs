using System.Text;
using System.Text.RegularExpressions;

namespace OpsPortal.Features.Detect.Sources.Ledger;

/// <summary>Makes a payload fit to be kept and shown: text, without secrets, and not too long.</summary>
internal static partial class Redaction
{
    /// <summary>Longest payload kept with an error, in characters.</summary>
    public const int MaxErrorLength = 8 * 1024;

    private const string Hidden = "•••";

    /// <summary>The text of a payload; what is not UTF-8 shows as U+FFFD, and NUL too, which PostgreSQL cannot store.</summary>
    public static string Of(ReadOnlySpan<byte> payload, int most)
    {
        // Some more than is kept, so that a secret at the cut is still recognised.
        var text = Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, (most + 256) * 3)]).Replace('\0', '\uFFFD');
        return Cut(Of(text), most);
    }

    /// <summary>A text that is not cut.</summary>
    public static string Of(string text)
    {
        text = Member().Replace(text, "${before}" + Hidden + "${after}");
        text = Header().Replace(text, "${before}" + Hidden);
        return Key().Replace(text, Hidden);
    }

    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>A member of JSON whose name says that its value is secret; the value may lack its end where the text was cut.</summary>
    [GeneratedRegex("""(?<before>"[^"]{0,40}(?:password|passwd|secret|token|api_?-?key|routing_key|authorization|credential|private_?key|cookie)[^"]{0,40}"\s{0,4}:\s{0,4}")(?:[^"\\]|\\.)*(?<after>"|$)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<before>\b(?:bearer|basic|geniekey)\s+)[A-Za-z0-9+/=._~-]{6,}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    /// <summary>Keys of the portal itself, wherever they stand.</summary>
    [GeneratedRegex(@"\b(?:ops_[A-Za-z0-9_]{8,}|whsec_[A-Za-z0-9+/=]{8,})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
