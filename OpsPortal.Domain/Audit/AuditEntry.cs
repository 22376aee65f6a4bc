using System.Buffers;
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
        Span<char> sequence = stackalloc char[20], at = stackalloc char[32];
        Sequence.TryFormat(sequence, out var digits, default, CultureInfo.InvariantCulture);
        At.UtcDateTime.TryFormat(at, out var letters, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

        // One rented buffer and one pass: a chain of a million entries is hashed while somebody waits.
        var most = Room(PreviousHash) + Room(Actor) + Room(Account) + Room(Person) + Room(From) + Room(Act) + Room(Object) + Room(Before) + Room(After) + Room(sequence) + Room(at);
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        var end = Put(PreviousHash, bytes, 0);
        end = Put(at[..letters], bytes, Put(sequence[..digits], bytes, end));
        end = Put(From, bytes, Put(Person, bytes, Put(Account, bytes, Put(Actor, bytes, end))));
        end = Put(After, bytes, Put(Before, bytes, Put(Object, bytes, Put(Act, bytes, end))));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, end), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The most bytes that a field takes, its length included.</summary>
    private static int Room(ReadOnlySpan<char> field) => Encoding.UTF8.GetMaxByteCount(field.Length) + 12;

    /// <summary>Writes a field at a place and returns the place after it.</summary>
    private static int Put(ReadOnlySpan<char> field, Span<byte> bytes, int at)
    {
        var length = Encoding.UTF8.GetByteCount(field);
        length.TryFormat(bytes[at..], out var digits, default, CultureInfo.InvariantCulture);
        bytes[at + digits] = (byte)':';
        return at + digits + 1 + Encoding.UTF8.GetBytes(field, bytes[(at + digits + 1)..]);
    }
}
