namespace OpsPortal.Domain.Kernel;

/// <summary>Text from outside where one line is wanted: a title, a subject, a header.</summary>
public static class OneLine
{
    /// <summary>The text with a blank for every control character, and cut where it is longer than <paramref name="most"/> UTF-16 units, never through a character.</summary>
    public static string Of(string text, int most = int.MaxValue)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        if (line.Length <= most) return line;
        return line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
    }
}
