using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Destinations;

/// <summary>The address of a webhook, or of a chat that takes one. Its path is often the secret itself, so only <see cref="Shown"/> is ever shown.</summary>
public readonly record struct HookAddress(string Value)
{
    public const int MaxLength = 2000;

    /// <summary>The host alone, as <c>https://hooks.example/…</c>.</summary>
    public string Shown => new Uri(Value) is var url ? $"{url.Scheme}://{url.Authority}/…" : "";

    /// <summary>The host, without brackets.</summary>
    public string Host => new Uri(Value).DnsSafeHost;

    /// <summary>Refused for what is no address of the web, and for a user or password in it.</summary>
    public static Outcome<HookAddress> Read(string? text)
    {
        var address = text?.Trim() ?? "";
        if (address.Length is 0 or > MaxLength || address.Any(char.IsControl) || !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0) return InformRefusals.BadUrl();
        return url.UserInfo.Length > 0 ? InformRefusals.UrlWithPassword() : new HookAddress(url.AbsoluteUri);
    }

    public override string ToString() => Shown;
}
