using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Destinations;

/// <summary>One address that mail can be sent to. Whether it arrives only a mail can tell; that nothing else can be smuggled into a header, this can.</summary>
/// <param name="Value">As written, with the domain in lower case.</param>
public readonly record struct EmailAddress(string Value)
{
    /// <summary>Longest address, in characters.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalLength = 64;

    /// <summary>Beside letters and digits, what may stand before the at sign without quotes (RFC 5322, atoms).</summary>
    private const string LocalMarks = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>How two addresses are compared: in lower case.</summary>
    public string Key => Value.ToLowerInvariant();

    /// <summary>Refused for anything but a single plain address: no names, no lists, no quotes, no line breaks, no blanks inside.</summary>
    public static Outcome<EmailAddress> Read(string? text)
    {
        var address = text?.Trim(' ') ?? "";
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (address.Length is 0 or > MaxLength || at is < 1 or > MaxLocalLength || at != address.LastIndexOf('@')) return InformRefusals.BadMailAddress();
        var (local, domain) = (address[..at], address[(at + 1)..].ToLowerInvariant());
        return IsLocal(local) && IsDomain(domain) ? new EmailAddress($"{local}@{domain}") : InformRefusals.BadMailAddress();
    }

    public override string ToString() => Value;

    private static bool IsLocal(string local) =>
        local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal) && local.All(letter => char.IsAsciiLetterOrDigit(letter) || LocalMarks.Contains(letter, StringComparison.Ordinal));

    private static bool IsDomain(string domain) =>
        domain.Length > 0 && domain.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
}
