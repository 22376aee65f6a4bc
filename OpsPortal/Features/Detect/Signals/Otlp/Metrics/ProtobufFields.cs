using System.Buffers.Binary;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>The fields of one message in protobuf's wire format, one after the other, without an object for any.</summary>
/// <remarks>As the encoding says (protobuf.dev/programming-guides/encoding); groups, which OTLP has none of, are refused.</remarks>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    /// <summary>The low bits of a tag.</summary>
    public const uint Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _start;
    private int _at;

    /// <summary>Number and wire type of the field, as <c>number &lt;&lt; 3 | type</c>.</summary>
    public uint Tag { get; private set; }

    /// <summary>Of a number.</summary>
    public ulong Value { get; private set; }

    /// <summary>Of a string, bytes or message.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The whole field with its tag.</summary>
    public readonly ReadOnlySpan<byte> Raw => _message[_start.._at];

    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_at == _message.Length) return false;
        _start = _at;
        Tag = checked((uint)ReadVarint());
        if (Tag < 8) throw new InvalidDataException("A field has the number 0.");
        switch (Tag & 7)
        {
            case Varint:
                Value = ReadVarint();
                break;
            case Fixed64:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case Fixed32:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case Bytes:
                Content = Take(ReadVarint());
                break;
            default:
                throw new InvalidDataException("A field has a type that is not taken.");
        }

        return true;
    }

    /// <summary>The content of the last field of that tag; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> message, uint tag)
    {
        var fields = new ProtobufFields(message);
        var found = ReadOnlySpan<byte>.Empty;
        while (fields.Next())
        {
            if (fields.Tag == tag) found = fields.Content;
        }

        return found;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _at)) throw new InvalidDataException("A field is longer than the message it is in.");
        var taken = _message.Slice(_at, (int)length);
        _at += (int)length;
        return taken;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && _at < _message.Length; shift += 7)
        {
            var part = _message[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new InvalidDataException("A number does not end.");
    }
}
