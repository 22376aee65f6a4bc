using System.Globalization;

namespace OpsPortal.Domain.Deliver;

internal static class DeliverNumbers
{
    /// <summary>The number after the prefix, in any case, or the bare number; null where it is neither.</summary>
    public static long? Read(string? text, string prefix)
    {
        var digits = text is not null && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text.AsSpan(prefix.Length) : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
    }
}
