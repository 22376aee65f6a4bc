namespace OpsPortal.Features.Deliver.Runners;

/// <summary>Addresses in settings.</summary>
internal static class SettingUrl
{
    /// <summary>Whole, by HTTP, and without a user or password, which would be seen in logs.</summary>
    public static bool IsGood(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0 && text.Length <= 2000;

    /// <summary>A part of a path, with everything escaped that would leave it; empty: it cannot be one.</summary>
    public static string Part(string text) => text is "" or "." or ".." ? "" : Uri.EscapeDataString(text);
}
