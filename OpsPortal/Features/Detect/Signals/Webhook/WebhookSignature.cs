using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Sources.Book;

namespace OpsPortal.Features.Detect.Signals.Webhook;

/// <summary>Checks the signature of a body where the source has a secret: HMAC-SHA256 in hex, as Grafana signs.</summary>
internal sealed class WebhookSignature(SourceSecrets secrets, TimeProvider clock)
{
    private const string Header = "X-Grafana-Alerting-Signature";

    /// <summary>Where Grafana is told to send a time, it is told this name.</summary>
    private const string TimeHeader = "X-Grafana-Alerting-Timestamp";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with the signature; null: nothing, or none is needed.</summary>
    public string? Complaint(IntakeSource source, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (source.SealedSecret is not { } sealedSecret) return null;
        if (secrets.Open(sealedSecret) is not { } secret) return "The secret of this source cannot be read any more; set it anew.";
        var given = headers[Header].ToString();
        if (given.Length == 0) return $"The body must be signed: {Header} is missing.";
        var time = headers[TimeHeader].ToString();
        if (time.Length > 0 && (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || !IsNear(seconds)))
            return $"{TimeHeader} is more than {Tolerance.TotalMinutes:0} minutes away from now, or no time.";
        var expected = Sign(secret, time, body);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return given.Length == signature.Length * 2 && Convert.FromHexString(given, signature, out _, out _) == System.Buffers.OperationStatus.Done && CryptographicOperations.FixedTimeEquals(expected, signature)
            ? null
            : $"{Header} does not fit the body.";
    }

    private bool IsNear(long seconds) => Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - seconds) <= Tolerance.TotalSeconds;

    private static byte[] Sign(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var signing = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        if (time.Length > 0) signing.AppendData(Encoding.UTF8.GetBytes(time + ":"));
        signing.AppendData(body);
        return signing.GetHashAndReset();
    }
}
