using System.Collections.Concurrent;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace OpsPortal.Ui.Print;

/// <summary>How a piece of text looks.</summary>
/// <param name="Size">In points.</param>
internal sealed record Lettering(Typeface Face, double Size, XColor Colour)
{
    private static readonly XColor Ink = XColor.FromArgb(27, 31, 36), Soft = XColor.FromArgb(87, 96, 106);

    public static readonly XColor Good = XColor.FromArgb(26, 127, 55), Bad = XColor.FromArgb(180, 35, 24), Rule = XColor.FromArgb(208, 215, 222), Shade = XColor.FromArgb(246, 248, 250);

    private static readonly ConcurrentDictionary<(Typeface Face, double Size), XFont> Fonts = new();

    static Lettering() => GlobalFontSettings.FontResolver = new Own();

    public static Lettering Title { get; } = new(Typeface.Bold, 22, Ink);

    public static Lettering Chapter { get; } = new(Typeface.Bold, 14, Ink);

    public static Lettering Section { get; } = new(Typeface.Bold, 10.5, Ink);

    public static Lettering Text { get; } = new(Typeface.Regular, 9, Ink);

    public static Lettering Strong { get; } = new(Typeface.Bold, 9, Ink);

    public static Lettering Label { get; } = new(Typeface.Regular, 8, Soft);

    public static Lettering Code { get; } = new(Typeface.Mono, 7.5, Ink);

    /// <summary>The question a document answers.</summary>
    public static Lettering Lead { get; } = new(Typeface.Regular, 10.5, Soft);

    /// <summary>From one base line to the next, in points.</summary>
    public double Leading => Size * 1.4;

    public XFont Font => Fonts.GetOrAdd((Face, Size), font => new(font.Face.Name, font.Size));

    public XBrush Brush => new XSolidBrush(Colour);

    /// <summary>Knows the fonts that come with the portal and no other, whatever the machine has.</summary>
    private sealed class Own : IFontResolver
    {
        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => Typeface.All.Any(face => face.Name == familyName) ? new(familyName) : null;

        public byte[]? GetFont(string faceName) => Typeface.All.FirstOrDefault(face => face.Name == faceName)?.Bytes;
    }
}
