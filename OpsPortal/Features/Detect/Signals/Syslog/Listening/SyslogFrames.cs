using System.Buffers;
using OpsPortal.Features.Detect.Signals.Syslog.Reading;

namespace OpsPortal.Features.Detect.Signals.Syslog.Listening;

/// <summary>Parts a TCP stream into messages: by a count of octets where a digit begins (RFC 6587), else by the end of the line.</summary>
internal sealed class SyslogFrames
{
    private const int MaxCountDigits = 7;

    /// <summary>Bytes of a message too long that are still to come, and are passed over.</summary>
    private long _skip;

    private bool _skipLine;

    /// <summary>The next message; false where more must come first.</summary>
    /// <param name="wrong">Why the stream cannot be followed any more; null: it can.</param>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message, out string? wrong)
    {
        (message, wrong) = (default, null);
        if (!Skip(ref buffer) || buffer.IsEmpty) return false;
        return buffer.FirstSpan[0] is >= (byte)'1' and <= (byte)'9' ? Counted(ref buffer, out message, out wrong) : Line(ref buffer, out message);
    }

    /// <summary>What is left when the sender has closed; a last line need not end.</summary>
    public ReadOnlySequence<byte> Last(ReadOnlySequence<byte> buffer) => _skip > 0 || _skipLine ? default : buffer;

    private bool Counted(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message, out string? wrong)
    {
        (message, wrong) = (default, null);
        var head = buffer.Slice(0, Math.Min(buffer.Length, MaxCountDigits + 1));
        var reader = new SequenceReader<byte>(head);
        long count = 0;
        while (reader.TryRead(out var digit))
        {
            if (digit is >= (byte)'0' and <= (byte)'9')
            {
                count = (count * 10) + digit - '0';
                continue;
            }

            if (digit != ' ') return Line(ref buffer, out message);
            var body = buffer.Slice(reader.Consumed);
            if (body.Length < Math.Min(count, SyslogReader.MaxBytes)) return false;
            message = body.Slice(0, Math.Min(count, SyslogReader.MaxBytes));
            buffer = body.Slice(message.Length);
            _skip = count - message.Length;
            return true;
        }

        if (head.Length > MaxCountDigits) wrong = "the length of a message has too many digits";
        return false;
    }

    private bool Line(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message)
    {
        message = default;
        var reader = new SequenceReader<byte>(buffer);
        if (reader.TryReadToAny(out ReadOnlySequence<byte> line, [(byte)'\n', 0]))
        {
            message = line;
            buffer = buffer.Slice(reader.Consumed);
            return true;
        }

        if (buffer.Length < SyslogReader.MaxBytes) return false;
        message = buffer.Slice(0, SyslogReader.MaxBytes);
        buffer = buffer.Slice(SyslogReader.MaxBytes);
        _skipLine = true;
        return true;
    }

    /// <summary>Passes over the rest of a message that was cut; false where it has not come yet.</summary>
    private bool Skip(ref ReadOnlySequence<byte> buffer)
    {
        if (_skip > 0)
        {
            var skipped = Math.Min(_skip, buffer.Length);
            buffer = buffer.Slice(skipped);
            _skip -= skipped;
        }

        if (_skipLine)
        {
            var reader = new SequenceReader<byte>(buffer);
            _skipLine = !reader.TryAdvanceTo((byte)'\n');
            buffer = _skipLine ? buffer.Slice(buffer.End) : buffer.Slice(reader.Consumed);
        }

        return _skip == 0 && !_skipLine;
    }
}
