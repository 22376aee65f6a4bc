using System.Globalization;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>The number people say aloud, <c>DEP-17</c>, and the key of a deployment. Later deployments have higher numbers.</summary>
public readonly record struct DeploymentNumber(long Value) : IComparable<DeploymentNumber>, IParsable<DeploymentNumber>
{
    private const string Prefix = "DEP-";

    public static DeploymentNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a deployment such as DEP-17.");

    /// <summary>Reads <c>DEP-17</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out DeploymentNumber result)
    {
        var read = DeliverNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(DeploymentNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(DeploymentNumber left, DeploymentNumber right) => left.Value < right.Value;

    public static bool operator >(DeploymentNumber left, DeploymentNumber right) => left.Value > right.Value;

    public static bool operator <=(DeploymentNumber left, DeploymentNumber right) => left.Value <= right.Value;

    public static bool operator >=(DeploymentNumber left, DeploymentNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
