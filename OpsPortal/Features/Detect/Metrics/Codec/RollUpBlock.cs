using System.Buffers.Binary;
using OpsPortal.Domain.Detect.Monitors;

namespace OpsPortal.Features.Detect.Metrics.Codec;

/// <summary>Packs buckets: their minima, maxima, sums and counts as four chunks.</summary>
internal static class RollUpBlock
{
    private const int Columns = 4;

    public static byte[] Write(IReadOnlyList<Bucket> buckets)
    {
        var columns = new byte[Columns][];
        for (var column = 0; column < Columns; column++)
        {
            var writer = new ChunkWriter();
            foreach (var bucket in buckets) writer.Add(bucket.At, Column(bucket, column));
            columns[column] = writer.ToArray();
        }

        var block = new byte[columns.Sum(column => sizeof(int) + column.Length)];
        var at = block.AsSpan();
        foreach (var column in columns)
        {
            BinaryPrimitives.WriteInt32BigEndian(at, column.Length);
            column.CopyTo(at[sizeof(int)..]);
            at = at[(sizeof(int) + column.Length)..];
        }

        return block;
    }

    public static Bucket[] Read(ReadOnlySpan<byte> block)
    {
        Bucket[] buckets = [];
        var samples = new Sample[ChunkWriter.Most];
        for (var column = 0; column < Columns; column++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(block);
            var count = ChunkReader.Read(block.Slice(sizeof(int), length), samples);
            if (column == 0) buckets = new Bucket[count];
            for (var i = 0; i < count; i++) buckets[i] = With(buckets[i], column, samples[i]);
            block = block[(sizeof(int) + length)..];
        }

        return buckets;
    }

    private static double Column(Bucket bucket, int column) => column switch { 0 => bucket.Min, 1 => bucket.Max, 2 => bucket.Sum, _ => bucket.Count };

    private static Bucket With(Bucket bucket, int column, Sample sample) => column switch
    {
        0 => bucket with { At = sample.At, Min = sample.Value },
        1 => bucket with { Max = sample.Value },
        2 => bucket with { Sum = sample.Value },
        _ => bucket with { Count = (long)sample.Value },
    };
}
