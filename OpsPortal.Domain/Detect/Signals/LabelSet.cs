using System.Collections;

namespace OpsPortal.Domain.Detect.Signals;

/// <summary>One name and its value. Both are free text; a value is never empty inside a <see cref="LabelSet"/>.</summary>
public readonly record struct Label(string Name, string Value);

/// <summary>
/// The labels that identify a signal, sorted by name, without empty values and without repeats.
/// Also used for annotations, where the order carries no meaning.
/// </summary>
public sealed class LabelSet : IReadOnlyList<Label>, IEquatable<LabelSet>
{
    private readonly Label[] _sorted;

    private LabelSet(Label[] sorted)
        : this(sorted, Fingerprint.Of(sorted))
    {
    }

    private LabelSet(Label[] sorted, Fingerprint fingerprint) => (_sorted, Fingerprint) = (sorted, fingerprint);

    /// <summary>No labels at all.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <summary>Sorts, drops empty values; of a name given twice the last one counts, as in JSON.</summary>
    public static LabelSet From(IEnumerable<Label> labels)
    {
        // Labels are few and mostly come in order already: then this is one pass.
        var sorted = new List<Label>();
        foreach (var label in labels)
        {
            var place = sorted.Count;
            while (place > 0 && string.CompareOrdinal(sorted[place - 1].Name, label.Name) > 0) place--;
            if (place > 0 && sorted[place - 1].Name == label.Name) sorted[place - 1] = label;
            else sorted.Insert(place, label);
        }

        sorted.RemoveAll(label => label.Value.Length == 0);
        return new([.. sorted]);
    }

    public static LabelSet From(params (string Name, string Value)[] labels) =>
        From(labels.Select(label => new Label(label.Name, label.Value)));

    /// <summary>Of all labels, unless <see cref="IdentifiedBy"/> or <see cref="WithFingerprint"/> chose.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>Whether its identity is another than that of all its labels.</summary>
    public bool IdentityIsChosen => Fingerprint != Fingerprint.Of(_sorted);

    /// <summary>The same labels, of which only those whose name passes make the identity; the others may differ from one signal to the next.</summary>
    public LabelSet IdentifiedBy(Func<string, bool> identifies) =>
        new(_sorted, Fingerprint.Of([.. _sorted.Where(label => identifies(label.Name))]));

    /// <summary>The same labels under an identity that was chosen for them before, as one that was stored.</summary>
    public LabelSet WithFingerprint(Fingerprint fingerprint) => new(_sorted, fingerprint);

    public int Count => _sorted.Length;

    public Label this[int index] => _sorted[index];

    /// <summary>The value of a label, or the empty string where it is absent: a matcher cannot tell the two apart.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var label in _sorted)
            {
                if (label.Name == name) return label.Value;
            }

            return "";
        }
    }

    public bool Equals(LabelSet? other) => ReferenceEquals(this, other) || (other is not null && Fingerprint == other.Fingerprint && _sorted.AsSpan().SequenceEqual(other._sorted));

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode() => Fingerprint.GetHashCode();

    public IEnumerator<Label> GetEnumerator() => ((IEnumerable<Label>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As Prometheus writes it: <c>{alertname="DiskFull", instance="db-7"}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", _sorted.Select(label => $"{label.Name}=\"{label.Value}\""))}}}";
}
