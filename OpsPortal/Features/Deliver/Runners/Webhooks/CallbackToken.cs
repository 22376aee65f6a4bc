using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Features.Deliver.Runners.Webhooks;

/// <summary>The right to say once how an attempt ended. Only the hash of a token is kept.</summary>
internal static class CallbackToken
{
    /// <summary>A fresh one of 256 random bits.</summary>
    /// <returns>The token, for the receiver, and its hash, to keep.</returns>
    public static (string Token, string Hash) New()
    {
        var token = $"cb_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        return (token, HashOf(token));
    }

    /// <summary>SHA-256: 64 lower-case hex digits. The token is random, so nothing slower is needed.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a token is one of those issued for an attempt. An attempt that was posted twice has two, and the receiver may have either.</summary>
    /// <remarks>Takes as long whichever it is, and whether or not it is one.</remarks>
    public static bool IsOne(string token, IReadOnlyCollection<string> hashes)
    {
        var (given, good) = (Encoding.ASCII.GetBytes(HashOf(token)), false);
        foreach (var hash in hashes) good |= CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(hash));
        return good;
    }
}
