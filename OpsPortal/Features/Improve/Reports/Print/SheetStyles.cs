using OpsPortal.Features.Improve.Reports.Model;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>How the cells of one workbook look.</summary>
internal sealed class SheetStyles(Spreadsheet book)
{
    private readonly StyleId _count = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0") });
    private readonly StyleId _share = book.AddStyle(new Style { Format = NumberFormat.Custom("0.00%") });
    private readonly StyleId _seconds = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.###") });
    private readonly StyleId _rate = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.##") });

    public StyleId Heading { get; } = book.AddStyle(new Style { Font = { Bold = true }, Alignment = { WrapText = true, Vertical = VerticalAlignment.Top } });

    public StyleId Strong { get; } = book.AddStyle(new Style { Font = { Bold = true }, Alignment = { Vertical = VerticalAlignment.Top } });

    public StyleId Wrapped { get; } = book.AddStyle(new Style { Alignment = { WrapText = true, Vertical = VerticalAlignment.Top } });

    public StyleId Of(Unit unit) => unit switch { Unit.Count => _count, Unit.Share => _share, Unit.Duration => _seconds, _ => _rate };
}

/// <summary>Names of sheets as Excel takes them: at most 31 letters, none of <c>[ ] : * ? / \</c>, no apostrophe at an end, and none twice.</summary>
internal sealed class SheetNames
{
    private const int Longest = 31;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "History" };

    public string Take(string wanted)
    {
        var legal = string.Concat(wanted.Replace(": ", " - ", StringComparison.Ordinal).Select(letter => letter is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)).Trim(' ', '\'');
        var name = Cut(legal.Length > 0 ? legal : "Sheet", Longest);
        for (var another = 2; !_taken.Add(name); another++)
        {
            var end = Words.Say($" ({another})");
            name = Cut(legal.Length > 0 ? legal : "Sheet", Longest - end.Length) + end;
        }

        return name;
    }

    private static string Cut(string name, int most) => name.Length <= most ? name : name[..most].TrimEnd(' ', '\'');
}
