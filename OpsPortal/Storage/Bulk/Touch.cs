using System.Buffers.Binary;

namespace OpsPortal.Storage.Bulk;

/// <summary>What mere repeats change about an event: absolute values, so applying one twice does no harm.</summary>
/// <param name="Number">The event.</param>
/// <param name="Count">Signals so far; a touch with a lower count than the row is out of date.</param>
public readonly record struct Touch(long Number, long Count, DateTimeOffset LastSeenAt, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    private const int Size = 5 * sizeof(long);

    public static byte[] Write(IReadOnlyList<Touch> touches)
    {
        var bytes = new byte[touches.Count * Size];
        var at = bytes.AsSpan();
        foreach (var touch in touches)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, touch.Number);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], touch.Count);
            BinaryPrimitives.WriteInt64LittleEndian(at[16..], touch.LastSeenAt.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(at[24..], touch.StartsAt.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(at[32..], touch.EndsAt.UtcTicks);
            at = at[Size..];
        }

        return bytes;
    }

    public static IEnumerable<Touch> Read(byte[] bytes)
    {
        for (var at = 0; at + Size <= bytes.Length; at += Size)
        {
            yield return new(Field(at), Field(at + 8), Instant(at + 16), Instant(at + 24), Instant(at + 32));
        }

        long Field(int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
        DateTimeOffset Instant(int at) => new(Field(at), TimeSpan.Zero);
    }
}

/// <summary>Repeats that are durable here and not yet folded into their rows.</summary>
public sealed class TouchRecord
{
    public long Id { get; private set; }

    /// <summary>As <see cref="Touch.Write"/> makes it.</summary>
    public required byte[] Touches { get; init; }
}

/// <summary>The next number to be given to an event; numbers are never used twice, whatever is deleted.</summary>
public sealed class NumberSequence
{
    /// <summary>What is numbered, as <c>EVT</c>.</summary>
    public required string Kind { get; init; }

    public long Next { get; set; }
}
