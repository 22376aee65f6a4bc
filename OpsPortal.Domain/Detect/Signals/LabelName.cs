using System.Buffers;

namespace OpsPortal.Domain.Detect.Signals;

/// <summary>What Prometheus accepts as the name of a label: letters of ASCII, digits and the underscore, not beginning with a digit.</summary>
public static class LabelName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.ContainsAnyExcept(Allowed);
}
