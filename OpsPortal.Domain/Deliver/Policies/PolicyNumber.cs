using System.Globalization;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>The number people say aloud, <c>POL-3</c>, and the key of an approval policy. Numbers are never used twice.</summary>
public readonly record struct PolicyNumber(long Value) : IParsable<PolicyNumber>
{
    private const string Prefix = "POL-";

    public static PolicyNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a policy such as POL-3.");

    /// <summary>Reads <c>POL-3</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out PolicyNumber result)
    {
        var read = DeliverNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}

/// <summary>One revision of one policy, as <c>POL-3 revision 2</c>. What a revision says never changes.</summary>
public sealed record PolicyReference(PolicyNumber Number, int Revision)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} revision {Revision}");
}
