using System.Text;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>
/// Labels or annotations on their way from a source whose names and sizes are not ours: names are made fit, long values are cut,
/// and what goes beyond the limits is left out.
/// </summary>
internal sealed class LabelDraft
{
    /// <summary>Most labels of one signal.</summary>
    public const int MaxLabels = 128;

    public const int MaxNameLength = 200;

    /// <summary>Longest value, in characters.</summary>
    public const int MaxValueLength = 8 * 1024;

    /// <summary>All names and values together, in characters.</summary>
    public const int MaxTotal = 64 * 1024;

    private readonly List<Label> _labels = [];
    private int _total;

    /// <summary>Whether something was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Adds a label; nothing where the value is empty.</summary>
    public LabelDraft Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return this;
        if (value.Length > MaxValueLength) (value, IsCut) = (Cut(value), true);
        name = Name(name);
        if (_labels.Count == MaxLabels || _total + name.Length + value.Length > MaxTotal)
        {
            IsCut = true;
            return this;
        }

        _total += name.Length + value.Length;
        _labels.Add(new(name, Text(value)));
        return this;
    }

    public LabelSet Build() => LabelSet.From(_labels);

    /// <summary>A name as labels have it: what does not fit becomes an underscore.</summary>
    public static string Name(string name)
    {
        if (LabelName.IsValid(name) && name.Length <= MaxNameLength) return name;
        var fit = new StringBuilder(Math.Min(name.Length, MaxNameLength) + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) fit.Append('_');
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, MaxNameLength - 1))) fit.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return fit.ToString();
    }

    /// <summary>Text that both databases can keep.</summary>
    public static string Text(string value) => value.Replace('\0', '\uFFFD');

    private static string Cut(string value)
    {
        var end = char.IsHighSurrogate(value[MaxValueLength - 2]) ? MaxValueLength - 2 : MaxValueLength - 1;
        return string.Concat(value.AsSpan(0, end), "…");
    }
}
