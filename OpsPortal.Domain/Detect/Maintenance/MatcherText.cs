using System.Text;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance;

/// <summary>Reads a matcher as people write it: <c>name="value"</c>, <c>name=value</c>, <c>!=</c>, <c>=~</c>, <c>!~</c>.</summary>
public static partial class MatcherText
{
    /// <summary>Refused where it is no matcher, or its regular expression none.</summary>
    public static Outcome<Matcher> Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } parts) return new Refusal("matcher.bad-format", $"bad matcher format: {text}");
        var kind = parts.Groups["kind"].Value switch
        {
            "=" => MatchKind.Equal,
            "!=" => MatchKind.NotEqual,
            "=~" => MatchKind.Regex,
            _ => MatchKind.NotRegex,
        };
        var raw = parts.Groups["value"].Value.TrimEnd(' ', '\t', '\n', '\f', '\r');
        return Unquote(raw) is { } value
            ? Matcher.Create(parts.Groups["name"].Value, kind, value)
            : new Refusal("matcher.bad-value", $"matcher value contains unescaped double quote: {raw}");
    }

    /// <summary>The value itself; null where its quotes do not match. A backslash before anything but n, " and \ stands for itself.</summary>
    private static string? Unquote(string raw)
    {
        var quoted = raw.StartsWith('"');
        if (quoted) raw = raw[1..];
        var closed = !quoted;
        var value = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            switch (raw[i])
            {
                case '\\' when i + 1 < raw.Length:
                    i++;
                    if (raw[i] is not ('n' or '"' or '\\')) value.Append('\\');
                    value.Append(raw[i] == 'n' ? '\n' : raw[i]);
                    break;
                case '"' when quoted && i == raw.Length - 1:
                    closed = true;
                    break;
                case '"':
                    return null;
                case var plain:
                    value.Append(plain);
                    break;
            }
        }

        return closed ? value.ToString() : null;
    }

    [GeneratedRegex(@"\A\s*(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?<kind>=~|=|!=|!~)\s*(?<value>.*)\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
