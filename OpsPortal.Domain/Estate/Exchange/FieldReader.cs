using System.Globalization;

namespace OpsPortal.Domain.Estate.Exchange;

/// <summary>Reads the fields of one entry by name; notes what is missing, of the wrong type or unknown.</summary>
internal sealed class FieldReader
{
    private readonly IReadOnlyList<SourceNode.Field> _fields;
    private readonly List<FileFault> _faults;
    private readonly string _what;

    /// <param name="what">What the entry is, in words.</param>
    /// <param name="known">Every field it may have.</param>
    public FieldReader(SourceNode node, string what, string[] known, List<FileFault> faults)
    {
        (_faults, _what, Line) = (faults, what, node.Line);
        _fields = (node as SourceNode.Fields)?.Values ?? [];
        if (node is not SourceNode.Fields) Fault(node.Line, "import.wrong-type", $"Here belongs {what}, with the fields {string.Join(", ", known)}.");
        foreach (var field in _fields.Where(field => !known.Contains(field.Name)))
            Fault(field.Line, "import.unknown-field", $"{Capital(what)} has no field {EstateRefusals.Short(field.Name)}; it has {string.Join(", ", known)}.");
    }

    public int Line { get; }

    /// <summary>The line of a field, or of the entry where it is left out.</summary>
    public int LineOf(string name) => Find(name)?.Line ?? Line;

    public SourceNode? Find(string name) => _fields.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>A text; empty where it is left out or nothing.</summary>
    public string Text(string name)
    {
        switch (Find(name))
        {
            case null or SourceNode.Scalar { Text: null }:
                return "";
            case SourceNode.Scalar { Kind: ScalarKind.Open or ScalarKind.Text, Text: var text }:
                return text;
            case var other:
                Fault(other.Line, "import.wrong-type", $"{name} is a text.");
                return "";
        }
    }

    public int Number(string name)
    {
        switch (Find(name))
        {
            case null or SourceNode.Scalar { Text: null }:
                return 0;
            case SourceNode.Scalar { Kind: ScalarKind.Open or ScalarKind.Number, Text: var text } when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            case var other:
                Fault(other.Line, "import.wrong-type", $"{name} is a whole number.");
                return 0;
        }
    }

    /// <summary>A word of the catalogue.</summary>
    public T Word<T>(string name, string kind, T otherwise)
        where T : struct, Enum
    {
        var text = Text(name);
        if (text.Length == 0) return otherwise;
        if (EstateWords.Read<T>(text) is { } word) return word;
        Fault(LineOf(name), "import.unknown-word", $"There is no {kind} {EstateRefusals.Short(text)}; it is one of {string.Join(", ", EstateWords.All<T>())}.");
        return otherwise;
    }

    public Reference? Reference(string name) => Text(name) is { Length: > 0 } text ? new(text, LineOf(name)) : null;

    /// <summary>The entries of a list; none where it is left out.</summary>
    public IReadOnlyList<SourceNode> List(string name)
    {
        switch (Find(name))
        {
            case null or SourceNode.Scalar { Text: null }:
                return [];
            case SourceNode.Items items:
                return items.Values;
            case var other:
                Fault(other.Line, "import.wrong-type", $"{name} of {_what} is a list.");
                return [];
        }
    }

    private void Fault(int line, string code, string message) => _faults.Add(new(line, code, message));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
