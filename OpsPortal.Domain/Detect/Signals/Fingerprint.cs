using System.Globalization;
using System.Text;

namespace OpsPortal.Domain.Detect.Signals;

/// <summary>
/// What makes two signals the same thing: FNV-1a 64 over the sorted labels, each as <c>name 0xFF value 0xFF</c>,
/// written as 16 hex digits. The same function Prometheus and Alertmanager use, so their fingerprints match ours.
/// </summary>
/// <remarks>Source: prometheus/common <c>model.LabelSet.Fingerprint</c>.</remarks>
public readonly record struct Fingerprint(ulong Value) : IComparable<Fingerprint>
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const int MaxOnStack = 768;

    /// <summary>The fingerprint of labels already sorted by name (ordinal, as UTF-8 bytes).</summary>
    public static Fingerprint Of(ReadOnlySpan<Label> sorted)
    {
        var hash = OffsetBasis;
        foreach (var label in sorted)
        {
            hash = Add(hash, label.Name);
            hash = Add(hash, label.Value);
        }

        return new(hash);
    }

    private static ulong Add(ulong hash, string text)
    {
        var bytes = text.Length <= MaxOnStack / 3 ? stackalloc byte[MaxOnStack] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        foreach (var value in bytes[..Encoding.UTF8.GetBytes(text, bytes)]) hash = (hash ^ value) * Prime;
        return (hash ^ 0xFF) * Prime;
    }

    public static bool TryParse(string? text, out Fingerprint fingerprint)
    {
        var parsed = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        fingerprint = new(value);
        return parsed && text!.Length == 16;
    }

    public int CompareTo(Fingerprint other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
