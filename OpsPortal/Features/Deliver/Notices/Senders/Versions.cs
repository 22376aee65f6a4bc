namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>What a version is called where its sender only knows a reference and a commit.</summary>
internal static class Versions
{
    private const string Tag = "refs/tags/";

    /// <summary>A tag by its path, or a name that is written as versions are: <c>v2.1.0</c>.</summary>
    public static bool IsTag(string reference) => reference.StartsWith(Tag, StringComparison.Ordinal) || (reference.TrimStart('v') is { Length: > 0 } rest && char.IsAsciiDigit(rest[0]) && rest.Contains('.', StringComparison.Ordinal));

    /// <summary>Without its path.</summary>
    public static string Name(string reference) => reference.StartsWith(Tag, StringComparison.Ordinal) ? reference[Tag.Length..] : reference;

    /// <summary>The beginning of a commit, as people say it.</summary>
    public static string Short(string commit) => commit.Length > 12 ? commit[..12] : commit;
}
