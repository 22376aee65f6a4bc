using OpsPortal.Domain.Estate.Exchange;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>How much a file may make us do.</summary>
internal sealed class SourceBudget
{
    /// <summary>Longest file, in bytes of UTF-8. 5 000 services with 20 000 dependencies are about 3 MiB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int MaxDepth = 12, MaxValues = 1_500_000;

    private int _values;

    public void Spend(int line, int depth)
    {
        if (depth > MaxDepth) throw new SourceFaultException(line, "import.too-deep", FormattableString.Invariant($"Values are nested more than {MaxDepth} deep here."));
        if (++_values > MaxValues) throw new SourceFaultException(line, "import.too-large", FormattableString.Invariant($"The file holds more than {MaxValues} values."));
    }
}

/// <summary>Ends the reading of a file at its first fault of notation; never leaves this folder.</summary>
internal sealed class SourceFaultException(int line, string code, string message) : Exception(message)
{
    public FileFault Fault { get; } = new(line, code, message);

    public static SourceFaultException Repeat(int line, string name, int first) =>
        new(line, "import.repeat", FormattableString.Invariant($"The field {(name.Length > 60 ? name[..60] + "…" : name)} stands already on line {first}."));
}
