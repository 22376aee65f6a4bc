using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>The change that fixes a problem: the number of one of ours, as <c>CHG-12</c>, or the address of one that is kept elsewhere.</summary>
public static class ChangeReference
{
    /// <summary>Longest reference, in characters.</summary>
    public const int MaxLength = 500;

    private const string Prefix = "CHG-";

    /// <summary>The reference as it is kept; empty stays empty. Refused where it is neither a number nor an address of the web.</summary>
    public static Outcome<string> Read(string text)
    {
        var given = text.Trim();
        if (given.Length == 0) return given;
        if (given.Length > MaxLength) return ProblemRefusals.TextTooLong("change", MaxLength);
        if (given.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && long.TryParse(given.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
        return IsAddress(given) ? given : ProblemRefusals.ChangeUnreadable();
    }

    /// <summary>Whether it can be followed as it stands.</summary>
    public static bool IsAddress(string reference) => Uri.TryCreate(reference, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0;
}
