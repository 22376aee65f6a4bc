using System.Buffers.Binary;
using System.Text;

namespace OpsPortal.Ui.Print;

/// <summary>A TrueType font that comes with the portal, so that a machine without fonts prints the same: which letters it has, and how wide they are.</summary>
internal sealed class Typeface
{
    private readonly Dictionary<int, int> _glyphs = [];
    private readonly ushort[] _widths;
    private readonly int _unitsPerEm;

    private Typeface(string name)
    {
        Name = name;
        using var resource = typeof(Typeface).Assembly.GetManifestResourceStream($"fonts/{name}.ttf") ?? throw new InvalidOperationException($"The font {name} is not in the portal.");
        Bytes = new byte[resource.Length];
        resource.ReadExactly(Bytes);
        _unitsPerEm = Number(Table("head") + 18);
        _widths = new ushort[Number(Table("hhea") + 34)];
        for (var (glyph, at) = (0, Table("hmtx")); glyph < _widths.Length; glyph++, at += 4) _widths[glyph] = Number(at);
        ReadLetters(Table("cmap"));
    }

    public static Typeface Regular { get; } = new("DejaVuSans");

    public static Typeface Bold { get; } = new("DejaVuSans-Bold");

    public static Typeface Mono { get; } = new("DejaVuSansMono");

    public static IReadOnlyList<Typeface> All { get; } = [Regular, Bold, Mono];

    public string Name { get; }

    public byte[] Bytes { get; }

    public bool Has(Rune letter) => _glyphs.ContainsKey(letter.Value);

    /// <summary>In parts of the size of the font.</summary>
    public double Width(Rune letter) => (double)_widths[Math.Min(_glyphs.GetValueOrDefault(letter.Value), _widths.Length - 1)] / _unitsPerEm;

    private ushort Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(at));

    private int Long(int at) => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(at));

    private int Table(string tag)
    {
        for (var (table, at) = (0, 12); table < Number(4); table++, at += 16)
        {
            if (Encoding.ASCII.GetString(Bytes, at, 4) == tag) return Long(at + 8);
        }

        throw new InvalidOperationException($"The font {Name} has no table {tag}.");
    }

    /// <summary>Format 12 of the letters' table holds them all, in groups that follow each other.</summary>
    private void ReadLetters(int table)
    {
        for (var (part, at) = (0, table + 4); part < Number(table + 2); part++, at += 8)
        {
            var letters = table + Long(at + 4);
            if (Number(letters) != 12) continue;
            for (var (group, place) = (0, letters + 16); group < Long(letters + 12); group++, place += 12)
            {
                for (var (letter, last, glyph) = (Long(place), Long(place + 4), Long(place + 8)); letter <= last; letter++, glyph++) _glyphs.TryAdd(letter, glyph);
            }
        }
    }
}
