using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Features.Inform.Subscriptions.Acts;

/// <summary>Tokens that stand in links: 256 random bits, of which only the digest is looked up.</summary>
internal static class SubscriptionTokens
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Digest(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether it can be one at all; what cannot is not looked up.</summary>
    public static bool Looks(string? token) => token is { Length: 43 } && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
