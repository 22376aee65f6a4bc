using System.Buffers.Binary;

namespace OpsPortal.Domain.Improve.Measures;

/// <summary>How long something took, counted in bins that can be added up: what a roll-up keeps in place of every single time.</summary>
/// <remarks>
/// Eight bins for each doubling, from a millisecond on. A percentile read from it is within <see cref="MostError"/> of the exact one;
/// number and mean are exact to the millisecond. Below a millisecond counts as zero, exactly.
/// </remarks>
public sealed class LatencyHistogram
{
    /// <summary>2^(1/16) − 1: half a bin.</summary>
    public const double MostError = 0.0443;

    private const int PerDoubling = 8;

    private readonly Dictionary<int, long> _bins = [];

    public long Count { get; private set; }

    /// <summary>All of them together, in milliseconds.</summary>
    public long Milliseconds { get; private set; }

    /// <summary>A time below zero (two clocks that disagree) counts as zero.</summary>
    public void Add(TimeSpan time)
    {
        var milliseconds = Math.Max(0, (long)time.TotalMilliseconds);
        Put(milliseconds < 1 ? 0 : 1 + (int)Math.Floor(PerDoubling * Math.Log2(milliseconds)), 1);
        Milliseconds += milliseconds;
    }

    public void Add(LatencyHistogram other)
    {
        foreach (var (bin, count) in other._bins) Put(bin, count);
        Milliseconds += other.Milliseconds;
    }

    public Spread ToSpread()
    {
        if (Count == 0) return Spread.None;
        var sorted = _bins.OrderBy(bin => bin.Key).ToList();
        return new(Count, TimeSpan.FromMilliseconds((double)Milliseconds / Count), At(0.5), At(0.9), At(0.99));

        TimeSpan At(double share) => TimeSpan.FromMilliseconds(Quantile.Of(Count, share, rank => ValueAt(sorted, rank)));
    }

    /// <summary>Its sum, then number and count of each bin that is not empty; nothing where there is none.</summary>
    public byte[] ToBytes()
    {
        if (Count == 0) return [];
        var bytes = new byte[sizeof(long) + (_bins.Count * (sizeof(short) + sizeof(int)))];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Milliseconds);
        var at = sizeof(long);
        foreach (var (bin, count) in _bins.OrderBy(bin => bin.Key))
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)bin);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + sizeof(short)), checked((int)count));
            at += sizeof(short) + sizeof(int);
        }

        return bytes;
    }

    /// <summary>Adds what <see cref="ToBytes"/> made.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(long)) return;
        Milliseconds += BinaryPrimitives.ReadInt64LittleEndian(bytes);
        for (var at = sizeof(long); at + sizeof(short) + sizeof(int) <= bytes.Length; at += sizeof(short) + sizeof(int))
            Put(BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + sizeof(short))..]));
    }

    private void Put(int bin, long count)
    {
        _bins[bin] = _bins.GetValueOrDefault(bin) + count;
        Count += count;
    }

    /// <summary>The middle, by ratio, of the bin that holds the rank.</summary>
    private static double ValueAt(List<KeyValuePair<int, long>> sorted, long rank)
    {
        foreach (var (bin, count) in sorted)
        {
            if (rank < count) return bin == 0 ? 0 : Math.Pow(2, (bin - 1 + 0.5) / PerDoubling);
            rank -= count;
        }

        throw new InvalidOperationException("There are not so many.");
    }
}
