using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Outgoing.Webhooks;

/// <summary>The headers by which a body is signed, as they came.</summary>
internal sealed record WebhookSeal(string Id, string Timestamp, string Signatures)
{
    public static WebhookSeal Of(IHeaderDictionary headers) => new(headers[StandardWebhooks.IdHeader].ToString(), headers[StandardWebhooks.TimeHeader].ToString(), headers[StandardWebhooks.SignatureHeader].ToString());
}

/// <summary>Signs as the specification Standard Webhooks says, so that receivers can verify with its libraries.</summary>
internal static class StandardWebhooks
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";

    /// <summary>Longest id, in characters.</summary>
    public const int MaxIdLength = 200;

    /// <summary>How far the sender's clock may be off; also how long a copy could be sent again, were its id not known.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

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

    /// <summary>What is wrong with the signature of a body, to follow "the signature is not good: "; null: nothing.</summary>
    /// <remarks>It is as fresh as the specification asks, and made with one of the secrets. Whether its id came before is for the receiver to know.</remarks>
    public static string? Complaint(IEnumerable<string> secrets, WebhookSeal seal, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var (id, time, signatures) = seal;
        if (id.Length is 0 or > MaxIdLength || signatures.Length == 0) return $"{IdHeader}, {TimeHeader} and {SignatureHeader} belong to it";
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return $"{TimeHeader} is a number of seconds";
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return "it was made more than five minutes ago, or the clock of its sender is wrong";
        return IsSigned(secrets, id, seconds, signatures, body) ? null : "it is not that of this body";
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
