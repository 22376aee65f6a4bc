using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

/// <summary>A secret that steps name, and whose value nobody is shown again.</summary>
internal sealed class StoredSecret
{
    public const int MaxNameLength = 60;
    public const int ShortestValue = 8;
    public const int LongestValue = 16 * 1024;
    public const int Most = 500;

    /// <summary>As <c>GITHUB_TOKEN</c>: a letter, then letters, digits and underscore.</summary>
    public required string Name { get; set; }

    public Guid Id { get; init; }

    /// <summary>By <see cref="SecretSeal"/>.</summary>
    public required string Sealed { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; when the value was given last.</summary>
    public DateTimeOffset SetAt { get; set; }

    public string SetBy { get; set; } = "";

    public int Version { get; set; }

    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    public static Refusal? Check(string name, string value) =>
        !IsName(name) ? SecretRefusals.BadName()
        : value.Length is < ShortestValue or > LongestValue ? SecretRefusals.BadValue()
        : null;
}
