using System.Buffers;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

/// <summary>What Alertmanager takes as a generator URL: an absolute URL or an absolute path, as Go's <c>url.ParseRequestURI</c> reads them.</summary>
internal static class RequestUri
{
    private static readonly SearchValues<char> SchemeRest = SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> InUserInfo =
        SearchValues.Create("-._:~!$&'()*+,;=%@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> NotInHost = SearchValues.Create(" \\^`{|}/?#");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or '\x7f') return false;
        }

        if (text is "*") return true;
        if (!Scheme(ref text, out var hasScheme)) return false;
        var query = text.IndexOf('?');
        if (query >= 0) text = text[..query];
        if (!text.StartsWith('/')) return hasScheme;
        if (!hasScheme || !text.StartsWith("//")) return EscapesHold(text);

        var authority = text[2..];
        var path = authority.IndexOf('/');
        if (path >= 0 && !EscapesHold(authority[path..])) return false;
        return Authority(path < 0 ? authority : authority[..path]);
    }

    /// <summary>Cuts the scheme off. False where the text begins with a colon; text without a scheme stays as it is.</summary>
    private static bool Scheme(ref ReadOnlySpan<char> text, out bool found)
    {
        found = false;
        if (text.Length == 0 || text[0] == ':') return false;
        var colon = text.IndexOf(':');
        if (colon < 0 || !char.IsAsciiLetter(text[0]) || text[..colon].ContainsAnyExcept(SchemeRest)) return true;
        found = true;
        text = text[(colon + 1)..];
        return true;
    }

    private static bool Authority(ReadOnlySpan<char> authority)
    {
        var at = authority.LastIndexOf('@');
        if (at > 0 && (authority[..at].ContainsAnyExcept(InUserInfo) || !EscapesHold(authority[..at]))) return false;
        var host = authority[(at + 1)..];
        var colon = host.LastIndexOf(':');
        if (host.StartsWith('['))
        {
            var close = host.LastIndexOf(']');
            if (close < 0) return false;
            return close + 1 == host.Length || Port(host[(close + 1)..]);
        }

        if (colon >= 0 && !Port(host[colon..])) return false;
        return !host.ContainsAny(NotInHost) && EscapesHold(host);
    }

    private static bool Port(ReadOnlySpan<char> text) => text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9');

    private static bool EscapesHold(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%'))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
            text = text[(at + 3)..];
        }

        return true;
    }
}
