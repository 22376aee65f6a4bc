using System.Buffers;

namespace OpsPortal.Ui;

/// <summary>Lines of a CSV file after RFC 4180.</summary>
public static class Csv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    /// <summary>A field may be anybody's text: with an apostrophe in front, a spreadsheet does not take it for a formula.</summary>
    private static string Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
