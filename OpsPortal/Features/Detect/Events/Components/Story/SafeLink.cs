namespace OpsPortal.Features.Detect.Events.Components.Story;

/// <summary>Decides which texts of a source may be followed.</summary>
internal static class SafeLink
{
    /// <summary>The address as it will be opened, when the whole text is an absolute http or https address without credentials; null otherwise.</summary>
    public static string? From(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0
            ? address.AbsoluteUri
            : null;
}
