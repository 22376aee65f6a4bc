using System.Globalization;

namespace OpsPortal.Domain.Inform.Notifications;

/// <summary>The number people say aloud, <c>NTF-3</c>, and the key of a notification rule. Numbers are never used twice.</summary>
public readonly record struct NotificationNumber(long Value) : IParsable<NotificationNumber>
{
    private const string Prefix = "NTF-";

    public static NotificationNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a rule such as NTF-3.");

    /// <summary>Reads <c>NTF-3</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out NotificationNumber result)
    {
        var read = InformNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
