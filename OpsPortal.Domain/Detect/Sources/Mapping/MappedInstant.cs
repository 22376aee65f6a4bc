using System.Globalization;

namespace OpsPortal.Domain.Detect.Sources.Mapping;

/// <summary>Instants as tools write them.</summary>
internal static class MappedInstant
{
    /// <summary>From here on a number counts milliseconds: as seconds it would lie beyond the year 5000.</summary>
    private const double Milliseconds = 1e11;

    private const double Latest = 2.5e11;

    /// <summary>RFC 3339 (without a zone: UTC), or seconds or milliseconds since 1970; null: neither.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            var seconds = number >= Milliseconds ? number / 1000 : number;
            return seconds <= Latest ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        }

        return text.Length >= 10 && char.IsAsciiDigit(text[0])
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }
}
