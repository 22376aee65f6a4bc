using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>
/// Remembers what bytes seen before were read as, so that a repeat is neither read nor stored in memory again. Bounded: the entries
/// of the last generation serve until their successors fill up; what is not asked for in between is forgotten.
/// </summary>
/// <remarks>Keys are hashes seeded at start, so a sender cannot prepare two texts that are taken for one another.</remarks>
internal sealed class RepeatCache<T>(int mostEntries, long mostBytes)
    where T : class
{
    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Lock _turning = new();
    private Generation _young = new();
    private Generation _old = new();

    /// <summary>How many entries are held.</summary>
    public int Count => Volatile.Read(ref _young).Entries.Count + Volatile.Read(ref _old).Entries.Count;

    /// <summary>About how much memory the entries take, in bytes.</summary>
    public long Bytes => Volatile.Read(ref _young).Taken + Volatile.Read(ref _old).Taken;

    public UInt128 Key(ReadOnlySpan<byte> bytes) => XxHash128.HashToUInt128(bytes, _seed);

    /// <param name="size">Memory the entry takes, in bytes.</param>
    public T? Find(UInt128 key, int size)
    {
        if (Volatile.Read(ref _young).Entries.TryGetValue(key, out var value)) return value;
        if (!Volatile.Read(ref _old).Entries.TryGetValue(key, out value)) return null;
        Add(key, value, size);
        return value;
    }

    public void Add(UInt128 key, T value, int size)
    {
        var young = Volatile.Read(ref _young);
        if (!young.Entries.TryAdd(key, value)) return;
        var taken = Interlocked.Add(ref young.Taken, size);
        if (Interlocked.Increment(ref young.Added) < mostEntries / 2 && taken < mostBytes / 2) return;
        lock (_turning)
        {
            if (!ReferenceEquals(_young, young)) return;
            Volatile.Write(ref _old, young);
            Volatile.Write(ref _young, new());
        }
    }

    private sealed class Generation
    {
        public readonly ConcurrentDictionary<UInt128, T> Entries = new(Environment.ProcessorCount, 1024);
        public long Taken;

        // Counting here is cheaper than ConcurrentDictionary.Count, which takes every lock.
        public int Added;
    }
}
