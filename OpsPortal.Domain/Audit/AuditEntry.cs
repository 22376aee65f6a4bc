using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Domain.Audit;

/// <summary>One act, in the append-only chain: each entry's hash covers its content and the hash of the entry before it.</summary>
public sealed class AuditEntry
{
    /// <summary>The hash before the first entry: 64 zeros.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; init; }

    /// <summary>UTC, server time, whole milliseconds, so that it reads back the same from every database.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>The account's e-mail or the key's prefix; empty for the portal itself.</summary>
    public required string Account { get; init; }

    /// <summary>The person behind the account; empty for a machine or the portal.</summary>
    public required string Person { get; init; }

    /// <summary>The network address the act came from; empty for the portal.</summary>
    public required string From { get; init; }

    /// <summary>What was done, as <c>event.acknowledged</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it was done to, as <c>EVT-1042</c>.</summary>
    public required string Object { get; init; }

    /// <summary>JSON of the facts before the act that it changed; empty where there were none.</summary>
    public required string Before { get; init; }

    /// <summary>JSON of the same facts after the act; empty where nothing is left.</summary>
    public required string After { get; init; }

    /// <summary>64 lower-case hex digits; <see cref="Genesis"/> for the first entry.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Cuts an instant to the precision that every database keeps.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>
    /// SHA-256 over the previous hash and every field, each as its UTF-8 length in decimal, a colon and its bytes:
    /// no two different entries give the same bytes.
    /// </summary>
    public string ComputeHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in new[]
        {
            PreviousHash, Sequence.ToString(CultureInfo.InvariantCulture), At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            Actor, Account, Person, From, Act, Object, Before, After,
        })
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            sha.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            sha.AppendData(bytes);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
