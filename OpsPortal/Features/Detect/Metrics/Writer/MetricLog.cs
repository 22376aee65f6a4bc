using System.Buffers;
using System.Buffers.Binary;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Metrics.Codec;

namespace OpsPortal.Features.Detect.Metrics.Writer;

/// <summary>The bytes of one row of the log: points one after another, or chunks that a checkpoint carried over.</summary>
internal static class MetricLog
{
    private const byte Points = 0;
    private const byte Chunks = 1;

    public static void BeginPoints(ArrayBufferWriter<byte> log) => Byte(log, Points);

    public static void BeginChunks(ArrayBufferWriter<byte> log) => Byte(log, Chunks);

    /// <param name="before">Time of the point before in this row; 0 for the first.</param>
    public static void Add(ArrayBufferWriter<byte> log, long series, long at, double value, long before)
    {
        var span = log.GetSpan(10 + 10 + sizeof(double));
        var length = Varint(span, (ulong)series);
        var distance = at - before;
        length += Varint(span[length..], (ulong)((distance << 1) ^ (distance >> 63)));
        BinaryPrimitives.WriteDoubleBigEndian(span[length..], value);
        log.Advance(length + sizeof(double));
    }

    public static void Add(ArrayBufferWriter<byte> log, long series, byte[] chunk)
    {
        var span = log.GetSpan(20 + chunk.Length);
        var length = Varint(span, (ulong)series);
        length += Varint(span[length..], (ulong)chunk.Length);
        chunk.CopyTo(span[length..]);
        log.Advance(length + chunk.Length);
    }

    /// <summary>Reads a row again, in the order in which it was written.</summary>
    public static void Replay(ReadOnlySpan<byte> row, Action<long, ReadOnlySpan<Sample>> onto)
    {
        var chunks = row[0] == Chunks;
        var (at, time) = (1, 0L);
        var samples = new Sample[chunks ? ChunkWriter.Most : 1];
        while (at < row.Length)
        {
            var series = (long)Varint(row, ref at);
            if (chunks)
            {
                var length = (int)Varint(row, ref at);
                onto(series, samples.AsSpan(0, ChunkReader.Read(row.Slice(at, length), samples)));
                at += length;
                continue;
            }

            var distance = Varint(row, ref at);
            time += (long)(distance >> 1) ^ -(long)(distance & 1);
            samples[0] = new(time, BinaryPrimitives.ReadDoubleBigEndian(row[at..]));
            at += sizeof(double);
            onto(series, samples);
        }
    }

    private static void Byte(ArrayBufferWriter<byte> log, byte value)
    {
        log.GetSpan(1)[0] = value;
        log.Advance(1);
    }

    private static int Varint(Span<byte> into, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7) into[length++] = (byte)(value | 0x80);
        into[length++] = (byte)value;
        return length;
    }

    private static ulong Varint(ReadOnlySpan<byte> from, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = from[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
