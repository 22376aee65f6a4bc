namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Text as words: runs of letters and digits, case folded. The same split as the databases' text indexes make.</summary>
public static class Words
{
    /// <summary>More words than this are not looked at.</summary>
    private const int Most = 8;

    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length && words.Count < Most;)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at])) at++;
            if (at > start) words.Add(text[start..at].ToLowerInvariant());
            else at++;
        }

        return words;
    }

    /// <summary>What SQLite knows <see cref="Contain"/> as.</summary>
    public const string SqlName = "contains_words";

    /// <summary>
    /// Whether each of <paramref name="wanted"/> (already split, joined by spaces) begins a word of the title or the labels.
    /// Runs inside SQLite, for one row at a time.
    /// </summary>
    public static bool Contain(string title, string labels, string wanted)
    {
        foreach (var range in wanted.AsSpan().Split(' '))
        {
            var word = wanted.AsSpan(range);
            if (!Begins(title, word) && !Begins(labels, word)) return false;
        }

        return true;
    }

    private static bool Begins(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;
            at += from;
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1])) return true;
            from = at + 1;
        }

        return false;
    }
}
