using System.Buffers.Binary;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>Bytes put one behind the other to look something up by.</summary>
internal sealed class WrittenKey
{
    private const int IdLength = sizeof(int);

    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> All => _bytes.AsSpan(0, _length);

    /// <summary>What was added since <see cref="Begin(int)"/>.</summary>
    public ReadOnlySpan<byte> Added => _bytes.AsSpan(IdLength, _length - IdLength);

    /// <summary>Begins with the length of the first of two parts, so that no two pairs are the same bytes.</summary>
    public void Begin(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Begin(first.Length);
        Add(first);
        Add(second);
    }

    public void Begin(int id)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, id);
        _length = IdLength;
    }

    public void Add(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + part.Length, 2 * _bytes.Length));
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }
}
