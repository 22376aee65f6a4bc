namespace OpsPortal.Features.Deliver.Runners.Scripts;

/// <summary>What a script gives to later steps: lines <c>::output NAME=value</c> of its standard output.</summary>
internal sealed class ScriptOutputs
{
    public const int Most = 50;
    public const int LongestValue = 1000;

    private const string Sign = "::output ";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The last of each name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    public void Read(string line)
    {
        if (!line.StartsWith(Sign, StringComparison.Ordinal)) return;
        var (name, value) = line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (line[Sign.Length..at].Trim(), line[(at + 1)..]) : ("", "");
        if (name.Length is 0 or > 60 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) return;
        if (_values.Count < Most || _values.ContainsKey(name)) _values[name] = value.Length <= LongestValue ? value : value[..LongestValue];
    }
}
