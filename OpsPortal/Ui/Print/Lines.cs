using System.Text;

namespace OpsPortal.Ui.Print;

/// <summary>Breaks text into lines of a width.</summary>
internal static class Lines
{
    /// <summary>Stands for a letter that the font does not have.</summary>
    private static readonly Rune Missing = new('▯');

    /// <summary>At spaces, and inside a word only where it is wider than a line.</summary>
    /// <param name="width">In points.</param>
    public static List<string> Break(string text, Lettering lettering, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var (line, end) = (new StringBuilder(), 0.0);
            foreach (var word in Words(paragraph))
            {
                var wide = Width(word, lettering);
                if (end > 0 && end + Width(word.TrimEnd(' '), lettering) > width) End();
                if (wide <= width || word.TrimEnd(' ').Length == 0)
                {
                    line.Append(word);
                    end += wide;
                    continue;
                }

                foreach (var letter in word.EnumerateRunes())
                {
                    var one = Width(letter, lettering);
                    if (end > 0 && end + one > width) End();
                    line.Append(Shown(letter, lettering));
                    end += one;
                }
            }

            End();

            void End()
            {
                lines.Add(Shown(line.ToString().TrimEnd(' '), lettering));
                line.Clear();
                end = 0;
            }
        }

        return lines;
    }

    public static double Width(string text, Lettering lettering) => text.EnumerateRunes().Sum(letter => Width(letter, lettering));

    /// <summary>As it is printed: what the font lacks as a box, and what is written from right to left turned round.</summary>
    private static string Shown(string line, Lettering lettering)
    {
        var letters = line.EnumerateRunes().Select(letter => Shown(letter, lettering)).ToList();
        for (var at = 0; at < letters.Count; at++)
        {
            if (!IsFromRight(letters[at])) continue;
            var (begin, last) = (at, at);
            for (; at < letters.Count && (IsFromRight(letters[at]) || Rune.IsWhiteSpace(letters[at])); at++) last = IsFromRight(letters[at]) ? at : last;
            letters.Reverse(begin, last - begin + 1);
        }

        return string.Concat(letters);
    }

    private static double Width(Rune letter, Lettering lettering) => lettering.Face.Width(Shown(letter, lettering)) * lettering.Size;

    private static Rune Shown(Rune letter, Lettering lettering) => Rune.IsWhiteSpace(letter) ? new(' ') : lettering.Face.Has(letter) && !Rune.IsControl(letter) ? letter : lettering.Face.Has(Missing) ? Missing : new('?');

    /// <summary>Hebrew, Arabic and their like, with the forms in which Arabic letters are joined.</summary>
    private static bool IsFromRight(Rune letter) => letter.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    private static IEnumerable<string> Words(string paragraph)
    {
        var begin = 0;
        for (var at = 0; at < paragraph.Length; at++)
        {
            if (paragraph[at] != ' ' || (at + 1 < paragraph.Length && paragraph[at + 1] == ' ')) continue;
            yield return paragraph[begin..(at + 1)];
            begin = at + 1;
        }

        if (begin < paragraph.Length) yield return paragraph[begin..];
    }
}
