using System.Buffers.Binary;
using System.Numerics;
using OpsPortal.Domain.Detect.Monitors;

namespace OpsPortal.Features.Detect.Metrics.Codec;

/// <summary>
/// Packs samples of one series: times as the change of their distance, values as what differs from the one before, both in
/// as few bits as they need. A steady series takes two bits a sample.
/// </summary>
/// <remarks>Source: Pelkonen et al., "Gorilla: A Fast, Scalable, In-Memory Time Series Database", VLDB 2015; bit widths as Prometheus has them, for milliseconds.</remarks>
internal sealed class ChunkWriter
{
    /// <summary>Count (2 bytes), first time and first value (8 bytes each), big-endian; bits follow.</summary>
    internal const int HeaderSize = 18;

    /// <summary>More samples than this do not go into one chunk.</summary>
    public const int Most = 480;

    private byte[] _bytes = [];
    private int _length;
    private ulong _open;
    private int _used;
    private long _distance;
    private ulong _last;
    private int _leading = -1, _trailing;

    public int Count { get; private set; }

    public long FirstAt { get; private set; }

    public long LastAt { get; private set; }

    private ulong FirstValue { get; set; }

    /// <param name="at">Later than the one before.</param>
    public void Add(long at, double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        if (Count == 0) (FirstAt, FirstValue) = (at, bits);
        else
        {
            AddTime(at);
            AddValue(bits);
        }

        (LastAt, _last) = (at, bits);
        Count++;
    }

    /// <summary>Everything so far as <see cref="ChunkReader"/> reads it; more can be added afterwards.</summary>
    public byte[] ToArray()
    {
        var tail = (_used + 7) / 8;
        var chunk = new byte[HeaderSize + _length + tail];
        BinaryPrimitives.WriteUInt16BigEndian(chunk, (ushort)Count);
        BinaryPrimitives.WriteInt64BigEndian(chunk.AsSpan(2), FirstAt);
        BinaryPrimitives.WriteUInt64BigEndian(chunk.AsSpan(10), FirstValue);
        _bytes.AsSpan(0, _length).CopyTo(chunk.AsSpan(HeaderSize));
        for (var i = 0; i < tail; i++) chunk[HeaderSize + _length + i] = (byte)(_open >> (56 - (8 * i)));
        return chunk;
    }

    private void AddTime(long at)
    {
        var distance = at - LastAt;
        var change = distance - _distance;
        _distance = distance;
        switch (change)
        {
            case 0:
                Write(0, 1);
                break;
            case >= -8191 and <= 8192:
                Write(0b10, 2);
                Write((ulong)(change + 8191), 14);
                break;
            case >= -65535 and <= 65536:
                Write(0b110, 3);
                Write((ulong)(change + 65535), 17);
                break;
            case >= -524287 and <= 524288:
                Write(0b1110, 4);
                Write((ulong)(change + 524287), 20);
                break;
            default:
                Write(0b1111, 4);
                Write((ulong)change, 64);
                break;
        }
    }

    private void AddValue(ulong bits)
    {
        var differs = bits ^ _last;
        if (differs == 0)
        {
            Write(0, 1);
            return;
        }

        var leading = Math.Min(31, BitOperations.LeadingZeroCount(differs));
        var trailing = BitOperations.TrailingZeroCount(differs);
        if (_leading >= 0 && leading >= _leading && trailing >= _trailing)
        {
            Write(0b10, 2);
            Write(differs >> _trailing, 64 - _leading - _trailing);
            return;
        }

        (_leading, _trailing) = (leading, trailing);
        var size = 64 - leading - trailing;
        Write(0b11, 2);
        Write((ulong)leading, 5);
        Write((ulong)(size - 1), 6);
        Write(differs >> trailing, size);
    }

    private void Write(ulong value, int bits)
    {
        var free = 64 - _used;
        if (bits < free)
        {
            _open |= value << (free - bits);
            _used += bits;
            return;
        }

        _open |= value >> (bits - free);
        if (_length + 8 > _bytes.Length) Array.Resize(ref _bytes, Math.Max(32, _bytes.Length * 2));
        BinaryPrimitives.WriteUInt64BigEndian(_bytes.AsSpan(_length), _open);
        _length += 8;
        _used = bits - free;
        _open = _used == 0 ? 0 : value << (64 - _used);
    }
}
