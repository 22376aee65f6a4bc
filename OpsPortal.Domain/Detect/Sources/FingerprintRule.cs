using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Sources;

/// <summary>What the labels named in a <see cref="FingerprintRule"/> are to it.</summary>
public enum FingerprintBasis
{
    /// <summary>None are named: the source's own identity holds, as its protocol defines it.</summary>
    Own,

    /// <summary>These alone make the identity.</summary>
    Only,

    /// <summary>All labels but these do.</summary>
    AllBut,
}

/// <summary>Which labels make two signals of one source the same thing.</summary>
public sealed class FingerprintRule
{
    public const int MostLabels = 30;

    /// <summary>Longest name of a label, in characters.</summary>
    public const int MaxLabelLength = 200;

    /// <summary>Longest form in which one is stored, in characters.</summary>
    public const int MaxTextLength = 10 + (MostLabels * (MaxLabelLength + 1));

    private const string OnlyWord = "only";
    private const string AllButWord = "all but";

    private readonly HashSet<string> _labels;

    private FingerprintRule(FingerprintBasis basis, IReadOnlyList<string> labels) => (Basis, Labels, _labels) = (basis, labels, labels.ToHashSet(StringComparer.Ordinal));

    /// <summary>Leaves the identity as the source's protocol defines it.</summary>
    public static FingerprintRule Own { get; } = new(FingerprintBasis.Own, []);

    public FingerprintBasis Basis { get; }

    /// <summary>Names, sorted, each once.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Refused without a label, with too many, and with a name that no label has.</summary>
    public static Outcome<FingerprintRule> Create(FingerprintBasis basis, IEnumerable<string> labels)
    {
        if (basis == FingerprintBasis.Own) return Own;
        var names = labels.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length is 0 or > MostLabels) return SourceRefusals.FingerprintLabels;
        if (Array.Find(names, name => name.Length > MaxLabelLength || name.Any(char.IsControl)) is { } wrong) return SourceRefusals.FingerprintLabelInvalid(wrong);
        return new FingerprintRule(basis, names);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else leaves the source's own identity.</summary>
    public static FingerprintRule Parse(string text)
    {
        var lines = text.Split('\n');
        return lines switch
        {
            [OnlyWord, .. var names] => new(FingerprintBasis.Only, names),
            [AllButWord, .. var names] => new(FingerprintBasis.AllBut, names),
            _ => Own,
        };
    }

    /// <summary>
    /// The same labels with the identity that this rule gives them. Where none of the labels that would make it is present, the source's own
    /// holds: else everything without them would be one and the same.
    /// </summary>
    public LabelSet Identify(LabelSet labels)
    {
        if (Basis == FingerprintBasis.Own) return labels;
        return labels.Any(label => Identifies(label.Name)) ? labels.IdentifiedBy(Identifies) : labels;
    }

    /// <summary>As it is stored: what the names are, then each on a line of its own; empty for <see cref="Own"/>.</summary>
    public override string ToString() => Basis == FingerprintBasis.Own ? "" : $"{(Basis == FingerprintBasis.Only ? OnlyWord : AllButWord)}\n{string.Join('\n', Labels)}";

    private bool Identifies(string name) => _labels.Contains(name) == (Basis == FingerprintBasis.Only);
}
