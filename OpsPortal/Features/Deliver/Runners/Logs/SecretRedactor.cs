using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsPortal.Features.Deliver.Runners.Logs;

/// <summary>Keeps known secrets out of text, also where one is spread over several pieces of it, over lines, or written as JSON, in base64 or in an address.</summary>
internal sealed class SecretRedactor
{
    public const string Hidden = "•••";

    /// <summary>Shorter ones would be found in everything.</summary>
    private const int Shortest = 6;

    /// <summary>Longest first, so that the longest is hidden where one begins with another.</summary>
    private readonly string[] _values;

    private readonly SearchValues<string> _any;

    public SecretRedactor(IEnumerable<string> secrets)
    {
        _values = [.. secrets.SelectMany(Forms).Where(form => form.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        _any = SearchValues.Create(_values, StringComparison.Ordinal);
    }

    /// <summary>A text that is whole.</summary>
    public string Redact(string text)
    {
        var flow = Begin();
        return _values.Length == 0 ? text : flow.Take(text) + flow.End();
    }

    /// <summary>For a text that comes in pieces.</summary>
    public Flow Begin() => new(this);

    /// <summary>In base64 also without its last letters, which depend on what follows.</summary>
    private static IEnumerable<string> Forms(string secret) =>
    [
        secret,
        .. secret.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Uri.EscapeDataString(secret),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret).AsSpan(0, Encoding.UTF8.GetByteCount(secret) / 3 * 3)),
        secret.ReplaceLineEndings("\r\n"),
    ];

    /// <summary>A text in pieces. What may be the beginning of a secret is held back until the next piece tells.</summary>
    internal sealed class Flow(SecretRedactor redactor)
    {
        private string _held = "";

        /// <summary>As much as can be told now.</summary>
        public string Take(ReadOnlySpan<char> piece) => Run(_held.Length == 0 ? piece : string.Concat(_held, piece), last: false);

        /// <summary>The rest.</summary>
        public string End() => Run(_held, last: true);

        private string Run(ReadOnlySpan<char> text, bool last)
        {
            _held = "";
            if (redactor._values.Length == 0) return text.ToString();
            var told = new StringBuilder(text.Length);
            while (true)
            {
                var (match, open) = (text.IndexOfAny(redactor._any), last ? -1 : redactor.Open(text));
                if (match >= 0 && (open < 0 || match < open))
                {
                    told.Append(text[..match]).Append(Hidden);
                    text = text[(match + redactor.LengthAt(text[match..]))..];
                    continue;
                }

                if (open >= 0) _held = text[open..].ToString();
                return told.Append(open >= 0 ? text[..open] : text).ToString();
            }
        }
    }

    /// <summary>The first place from which the rest of a text is the beginning of a secret that is longer; below 0: there is none.</summary>
    private int Open(ReadOnlySpan<char> text)
    {
        for (var from = Math.Max(0, text.Length - _values[0].Length + 1); from < text.Length; from++)
        {
            foreach (var value in _values)
            {
                if (value.Length > text.Length - from && value.AsSpan().StartsWith(text[from..], StringComparison.Ordinal)) return from;
            }
        }

        return -1;
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var value in _values)
        {
            if (text.StartsWith(value, StringComparison.Ordinal)) return value.Length;
        }

        return 1;
    }
}
