using System.IO.Compression;
using System.Text;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Significance.Log;

/// <summary>Judged signals as compact bytes: every text once, numbers for the rest, deflated.</summary>
/// <remarks>
/// Format 2: a byte 2, then deflated: the texts (count, then each), then the signals (count, then each). Numbers are 7-bit encoded, instants UTC
/// ticks. After the labels stands the fingerprint, where it is not that of all labels (flag 8). Format 1 knew no such fingerprint and is still read.
/// </remarks>
internal static class SignalPack
{
    private const byte Format = 2;
    private const byte OldestFormat = 1;

    private const int Significant = 1, Record = 2, AssumedEnd = 4, OwnIdentity = 8;

    public static byte[] Write(IReadOnlyCollection<JudgedSignal> signals)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(signals.Count);
            foreach (var signal in signals) Write(writer, signal, text => texts.TryGetValue(text, out var known) ? known : texts[text] = texts.Count);
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

    public static IReadOnlyList<JudgedSignal> Read(byte[] packed)
    {
        if (packed is not [>= OldestFormat and <= Format, ..]) throw new InvalidDataException("Signals are kept in a format that this version does not know.");
        using var deflate = new DeflateStream(new MemoryStream(packed, 1, packed.Length - 1), CompressionMode.Decompress);
        using var reader = new BinaryReader(deflate, Encoding.UTF8);
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
        var signals = new JudgedSignal[reader.Read7BitEncodedInt()];
        for (var i = 0; i < signals.Length; i++) signals[i] = Read(reader, texts);
        return signals;
    }

    private static void Write(BinaryWriter writer, JudgedSignal judged, Func<string, int> text)
    {
        var signal = judged.Signal;
        writer.Write7BitEncodedInt64(judged.At.UtcTicks);
        var chosen = signal.Labels.IdentityIsChosen;
        writer.Write((byte)((judged.IsSignificant ? Significant : 0) | (signal.Kind == SignalKind.Record ? Record : 0) | (signal.EndIsAssumed ? AssumedEnd : 0) | (chosen ? OwnIdentity : 0)));
        writer.Write(judged.Rule.ToByteArray());
        writer.Write7BitEncodedInt(text(judged.RuleName));
        writer.Write7BitEncodedInt(text(judged.Detail));
        writer.Write7BitEncodedInt(text(signal.Source));
        writer.Write7BitEncodedInt(text(signal.Text));
        writer.Write7BitEncodedInt(text(signal.GeneratorUrl));
        writer.Write7BitEncodedInt64(signal.StartsAt.UtcTicks);
        writer.Write7BitEncodedInt64(signal.EndsAt.UtcTicks);
        foreach (var labels in new[] { signal.Labels, signal.Annotations })
        {
            writer.Write7BitEncodedInt(labels.Count);
            foreach (var label in labels)
            {
                writer.Write7BitEncodedInt(text(label.Name));
                writer.Write7BitEncodedInt(text(label.Value));
            }
        }

        if (chosen) writer.Write(signal.Labels.Fingerprint.Value);
    }

    private static JudgedSignal Read(BinaryReader reader, string[] texts)
    {
        var at = Instant();
        var flags = reader.ReadByte();
        var rule = new Guid(reader.ReadBytes(16));
        var (name, detail, source, text, url) = (Text(), Text(), Text(), Text(), Text());
        var (starts, ends) = (Instant(), Instant());
        var (labels, annotations) = (Labels(), Labels());
        if ((flags & OwnIdentity) != 0) labels = labels.WithFingerprint(new(reader.ReadUInt64()));
        var signal = new Signal(source, labels, annotations, starts, ends, (flags & AssumedEnd) != 0, url) { Kind = (flags & Record) != 0 ? SignalKind.Record : SignalKind.State, Text = text };
        return new(at, signal, (flags & Significant) != 0, rule, name, detail);

        string Text() => texts[reader.Read7BitEncodedInt()];
        DateTimeOffset Instant() => new(reader.Read7BitEncodedInt64(), TimeSpan.Zero);
        LabelSet Labels() => LabelSet.From(Enumerable.Range(0, reader.Read7BitEncodedInt()).Select(_ => new Label(Text(), Text())).ToArray());
    }
}
