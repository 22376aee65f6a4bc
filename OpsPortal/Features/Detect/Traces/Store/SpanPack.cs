using System.IO.Compression;
using System.Text;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Traces;

namespace OpsPortal.Features.Detect.Traces.Store;

/// <summary>Spans as compact bytes: every text once, numbers for the rest, deflated.</summary>
/// <remarks>
/// Format 1: a byte 1, then deflated: the texts (count, then each), then the spans (count, then each). Numbers are 7-bit encoded, ids 8 bytes,
/// instants ticks after the span before.
/// </remarks>
internal static class SpanPack
{
    private const byte Format = 1;

    public static byte[] Write(IReadOnlyCollection<TraceSpan> spans)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(spans.Count);
            var before = 0L;
            foreach (var span in spans)
            {
                Write(writer, span, before, text => texts.TryGetValue(text, out var known) ? known : texts[text] = texts.Count);
                before = span.At.UtcTicks;
            }
        }

        using var packed = new MemoryStream();
        packed.WriteByte(Format);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(deflate, Encoding.UTF8))
        {
            writer.Write7BitEncodedInt(texts.Count);
            foreach (var text in texts.Keys) writer.Write(text);
            writer.Write(body.GetBuffer().AsSpan(0, (int)body.Length));
        }

        return packed.ToArray();
    }

    public static IReadOnlyList<TraceSpan> Read(byte[] packed)
    {
        if (packed is not [Format, ..]) throw new InvalidDataException("Spans are kept in a format that this version does not know.");
        using var deflate = new DeflateStream(new MemoryStream(packed, 1, packed.Length - 1), CompressionMode.Decompress);
        using var reader = new BinaryReader(deflate, Encoding.UTF8);
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
        var spans = new TraceSpan[reader.Read7BitEncodedInt()];
        var before = 0L;
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = Read(reader, texts, before);
            before = spans[i].At.UtcTicks;
        }

        return spans;
    }

    private static void Write(BinaryWriter writer, TraceSpan span, long before, Func<string, int> text)
    {
        writer.Write((byte)((byte)span.Kind | (span.Failed ? 8 : 0) | (span.IsRoot ? 16 : 0)));
        writer.Write(Convert.FromHexString(span.Id));
        if (!span.IsRoot) writer.Write(Convert.FromHexString(span.Parent));
        writer.Write7BitEncodedInt64(span.At.UtcTicks - before);
        writer.Write7BitEncodedInt64(span.Took.Ticks);
        writer.Write7BitEncodedInt(text(span.Name));
        writer.Write7BitEncodedInt(text(span.Service));
        writer.Write7BitEncodedInt(text(span.Message));
        writer.Write7BitEncodedInt(span.Attributes.Count);
        foreach (var attribute in span.Attributes)
        {
            writer.Write7BitEncodedInt(text(attribute.Name));
            writer.Write7BitEncodedInt(text(attribute.Value));
        }
    }

    private static TraceSpan Read(BinaryReader reader, string[] texts, long before)
    {
        var flags = reader.ReadByte();
        var (id, parent) = (Id(), (flags & 16) != 0 ? "" : Id());
        var (at, took) = (new DateTimeOffset(before + reader.Read7BitEncodedInt64(), TimeSpan.Zero), new TimeSpan(reader.Read7BitEncodedInt64()));
        var (name, service, message) = (Text(), Text(), Text());
        var attributes = new Label[reader.Read7BitEncodedInt()];
        for (var i = 0; i < attributes.Length; i++) attributes[i] = new(Text(), Text());
        return new(id, parent, name, (SpanKind)(flags & 7), at, took, service) { Failed = (flags & 8) != 0, Message = message, Attributes = attributes };

        string Id() => Convert.ToHexStringLower(reader.ReadBytes(8));
        string Text() => texts[reader.Read7BitEncodedInt()];
    }
}
