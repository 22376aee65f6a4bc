namespace OpsPortal.Domain.Estate;

/// <summary>The words of the catalogue as files and pages spell them: <c>stores in</c>, <c>production</c>.</summary>
public static class EstateWords
{
    public static string Of(DependencyKind kind) => kind switch
    {
        DependencyKind.StoresIn => "stores in",
        DependencyKind.RunsOn => "runs on",
        DependencyKind.SendsTo => "sends to",
        _ => "calls",
    };

    /// <summary>Any other word of the catalogue: its name in lower case.</summary>
    public static string Of<T>(T word)
        where T : struct, Enum => word is DependencyKind kind ? Of(kind) : word.ToString().ToLowerInvariant();

    /// <summary>Every word of its kind, in order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Reads a word in any case; blanks, hyphens and underscores stand for one another or may be left out. Numbers are no words.</summary>
    public static T? Read<T>(string text)
        where T : struct, Enum
    {
        var wanted = Plain(text);
        foreach (var word in Enum.GetValues<T>())
        {
            if (string.Equals(word.ToString(), wanted, StringComparison.OrdinalIgnoreCase)) return word;
        }

        return null;
    }

    private static string Plain(string text) => string.Concat(text.Where(c => c is not (' ' or '-' or '_')));
}
