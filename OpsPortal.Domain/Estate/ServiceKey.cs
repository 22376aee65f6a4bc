using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Estate;

/// <summary>The stable name of a service, as <c>order-database</c>: what imports, labels and addresses refer to. It never changes.</summary>
public readonly record struct ServiceKey(string Value) : IComparable<ServiceKey>, IParsable<ServiceKey>
{
    /// <summary>Longest key, in characters.</summary>
    public const int MaxLength = 63;

    /// <summary>Parts of addresses that are no service.</summary>
    private static readonly FrozenSet<string> Reserved =
        new[] { "new", "graph", "teams", "mapping", "exchange", "import", "export" }.ToFrozenSet(StringComparer.Ordinal);

    public static ServiceKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key : throw new FormatException($"'{s}' is not the key of a service, such as order-database.");

    /// <summary>Lower-case letters of ASCII, digits and single hyphens between them; not one of the reserved words.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ServiceKey result)
    {
        result = default;
        if (s is not { Length: > 0 and <= MaxLength } || Reserved.Contains(s) || s[0] == '-' || s[^1] == '-') return false;
        for (var at = 0; at < s.Length; at++)
        {
            if (!char.IsAsciiLetterLower(s[at]) && !char.IsAsciiDigit(s[at]) && (s[at] != '-' || s[at - 1] == '-')) return false;
        }

        result = new(s);
        return true;
    }

    /// <summary>Refused for text that is no key, in words that say what one is.</summary>
    public static Outcome<ServiceKey> Read(string text) => TryParse(text, null, out var key) ? key : EstateRefusals.BadKey(text);

    public int CompareTo(ServiceKey other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(ServiceKey left, ServiceKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ServiceKey left, ServiceKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ServiceKey left, ServiceKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ServiceKey left, ServiceKey right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value ?? "";
}
