using System.Buffers.Binary;
using OpsPortal.Domain.Detect.Monitors;

namespace OpsPortal.Features.Detect.Metrics.Codec;

/// <summary>Unpacks what <see cref="ChunkWriter"/> has packed.</summary>
internal static class ChunkReader
{
    public static int Count(ReadOnlySpan<byte> chunk) => chunk.Length < ChunkWriter.HeaderSize ? 0 : BinaryPrimitives.ReadUInt16BigEndian(chunk);

    /// <summary>All samples of a chunk, oldest first, without allocating.</summary>
    /// <param name="into">Room for <see cref="Count"/> samples.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="InvalidDataException">The chunk is damaged.</exception>
    public static int Read(ReadOnlySpan<byte> chunk, Span<Sample> into)
    {
        var count = Count(chunk);
        if (count == 0) return 0;
        var at = BinaryPrimitives.ReadInt64BigEndian(chunk[2..]);
        var value = BinaryPrimitives.ReadUInt64BigEndian(chunk[10..]);
        into[0] = new(at, BitConverter.UInt64BitsToDouble(value));
        var bits = new Bits(chunk[ChunkWriter.HeaderSize..]);
        var (distance, leading, trailing) = (0L, 0, 0);
        for (var i = 1; i < count; i++)
        {
            distance += Change(ref bits);
            at += distance;
            if (bits.Next(1) != 0)
            {
                if (bits.Next(1) != 0)
                {
                    leading = (int)bits.Next(5);
                    trailing = 64 - leading - (int)bits.Next(6) - 1;
                    if (trailing < 0) throw new InvalidDataException("A chunk of a metric is damaged.");
                }

                value ^= bits.Next(64 - leading - trailing) << trailing;
            }

            into[i] = new(at, BitConverter.UInt64BitsToDouble(value));
        }

        return bits.IsOverrun ? throw new InvalidDataException("A chunk of a metric is damaged.") : count;
    }

    private static long Change(ref Bits bits)
    {
        if (bits.Next(1) == 0) return 0;
        if (bits.Next(1) == 0) return (long)bits.Next(14) - 8191;
        if (bits.Next(1) == 0) return (long)bits.Next(17) - 65535;
        if (bits.Next(1) == 0) return (long)bits.Next(20) - 524287;
        return (long)bits.Next(64);
    }

    /// <summary>Bits in order, highest of each byte first; zeros after the end.</summary>
    private ref struct Bits(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        /// <summary>More was asked for than there is.</summary>
        public readonly bool IsOverrun => _at > _bytes.Length * 8;

        public ulong Next(int count)
        {
            if (count > 56)
            {
                var high = Next(32);
                return (high << (count - 32)) | Next(count - 32);
            }

            var (first, skip) = (_at >> 3, _at & 7);
            var word = first + 8 <= _bytes.Length ? BinaryPrimitives.ReadUInt64BigEndian(_bytes[first..]) : Tail(first);
            _at += count;
            return (word << skip) >> (64 - count);
        }

        private readonly ulong Tail(int first)
        {
            var word = 0UL;
            for (var i = 0; i < 8; i++) word = (word << 8) | (first + i < _bytes.Length ? _bytes[first + i] : 0UL);
            return word;
        }
    }
}
