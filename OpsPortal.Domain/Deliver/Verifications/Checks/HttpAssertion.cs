using System.Globalization;

namespace OpsPortal.Domain.Deliver.Verifications.Checks;

/// <summary>Of which part of an answer something must be true.</summary>
public enum HttpAspect
{
    /// <summary>The status code; expected as <c>200</c> or <c>2xx</c>.</summary>
    Status,

    /// <summary>The body holds the text.</summary>
    BodyContains,

    /// <summary>The body does not hold the text.</summary>
    BodyLacks,

    /// <summary>The header of that name has exactly that value.</summary>
    Header,

    /// <summary>The answer was whole within so many milliseconds.</summary>
    WithinMilliseconds,
}

/// <summary>What came back.</summary>
/// <param name="Headers">By name, in any case.</param>
/// <param name="Body">As far as it was read.</param>
public sealed record HttpAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, TimeSpan Took);

/// <summary>Something that must be true of an answer.</summary>
/// <param name="Name">Of the header; else empty.</param>
public sealed record HttpAssertion(HttpAspect Aspect, string Expected, string Name = "")
{
    /// <summary>Whether it can be true at all.</summary>
    public bool IsValid => Aspect switch
    {
        HttpAspect.Status => Expected.Length == 3 && Expected[0] is >= '1' and <= '5' && (Expected.All(char.IsAsciiDigit) || Expected[1..] == "xx"),
        HttpAspect.WithinMilliseconds => int.TryParse(Expected, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0,
        HttpAspect.Header => Name.Length > 0,
        _ => Expected.Length > 0,
    };

    /// <summary>What is not as it must be, in words; null: it is true.</summary>
    public string? Breach(HttpAnswer answer) => Aspect switch
    {
        HttpAspect.Status => Expected[0] == Digits(answer)[0] && (Expected[1..] == "xx" || Expected == Digits(answer)) ? null : $"the status is {Digits(answer)} and not {Expected}",
        HttpAspect.BodyContains => answer.Body.Contains(Expected, StringComparison.Ordinal) ? null : $"the body does not hold \"{Expected}\"",
        HttpAspect.BodyLacks => answer.Body.Contains(Expected, StringComparison.Ordinal) ? $"the body holds \"{Expected}\"" : null,
        HttpAspect.Header => HeaderOf(answer) is var value && value == Expected ? null : value is null ? $"there is no header {Name}" : $"the header {Name} is \"{value}\" and not \"{Expected}\"",
        _ => answer.Took.TotalMilliseconds <= int.Parse(Expected, CultureInfo.InvariantCulture) ? null : string.Create(CultureInfo.InvariantCulture, $"it took {answer.Took.TotalMilliseconds:0} ms, and at most {Expected} are allowed"),
    };

    /// <summary>Everything that is not as it must be; empty: all is true.</summary>
    public static IReadOnlyList<string> Breaches(HttpAnswer answer, IEnumerable<HttpAssertion> assertions) => [.. assertions.Select(one => one.Breach(answer)).OfType<string>()];

    private static string Digits(HttpAnswer answer) => answer.Status.ToString("000", CultureInfo.InvariantCulture);

    private string? HeaderOf(HttpAnswer answer) => answer.Headers.FirstOrDefault(header => string.Equals(header.Key, Name, StringComparison.OrdinalIgnoreCase)).Value;
}
