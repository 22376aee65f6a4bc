using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Outgoing.Webhooks;

/// <summary>Signs as the specification Standard Webhooks says, so that receivers can verify with its libraries.</summary>
internal static class StandardWebhooks
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";

    /// <summary>More in one header are not looked at.</summary>
    private const int MostSignatures = 8;

    /// <summary>A fresh secret of 256 random bits.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text can be signed with.</summary>
    public static bool IsSecret(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length > Prefix.Length && Convert.TryFromBase64String(text[Prefix.Length..], new byte[text.Length], out var length) && length >= 16;

    /// <summary>Whether one of the signatures of a header is made with one of the secrets; several of either are there while a secret is replaced.</summary>
    /// <param name="signatures">Parted by blanks.</param>
    public static bool IsSigned(IEnumerable<string> secrets, string id, long timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        var (given, good) = (signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries), false);
        foreach (var secret in secrets)
        {
            var right = Encoding.ASCII.GetBytes(Sign(secret, id, timestamp, body));
            foreach (var one in given.Take(MostSignatures)) good |= CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(one));
        }

        return good;
    }

    /// <summary>As the header takes it: <c>v1,</c> and the HMAC in base64.</summary>
    /// <param name="secret">Base64 after <c>whsec_</c>.</param>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);
        using var signing = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        signing.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        signing.AppendData(body);
        return $"v1,{Convert.ToBase64String(signing.GetHashAndReset())}";
    }
}
