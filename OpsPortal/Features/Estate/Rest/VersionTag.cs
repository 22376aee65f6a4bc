using System.Globalization;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>What a caller says of the version it has seen.</summary>
internal abstract record VersionTag
{
    /// <summary>Nothing: whatever it is now.</summary>
    public sealed record Any : VersionTag;

    public sealed record Of(int Version) : VersionTag;

    /// <summary>There is none yet: <c>If-None-Match: *</c>.</summary>
    public sealed record NoneYet : VersionTag;

    public sealed record Unreadable : VersionTag;

    public static VersionTag Read(HttpContext request)
    {
        var none = request.Request.Headers.IfNoneMatch.ToString();
        if (none.Length > 0) return none == "*" ? new NoneYet() : new Unreadable();
        var match = request.Request.Headers.IfMatch.ToString();
        if (match.Length == 0 || match == "*") return new Any();
        var tag = match.StartsWith("W/", StringComparison.Ordinal) ? match[2..] : match;
        return int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && seen > 0 ? new Of(seen) : new Unreadable();
    }
}
