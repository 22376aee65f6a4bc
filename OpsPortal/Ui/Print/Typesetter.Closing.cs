using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace OpsPortal.Ui.Print;

/// <summary>What can only be written when all pages are set.</summary>
internal sealed partial class Typesetter
{
    private static double ContentsLeading => Lettering.Text.Leading + 2;

    private void ListChapters()
    {
        if (_contents is not { } begin) return;
        var page = _document.Pages[begin.Page - 1];
        using var canvas = XGraphics.FromPdfPage(page, XGraphicsPdfPageOptions.Append);
        var at = begin.At;
        foreach (var (text, number) in _chapters)
        {
            var shown = number.ToString(CultureInfo.InvariantCulture);
            var title = Lines.Break(text, Lettering.Text, Width - 40)[0];
            var (from, to) = (Left + Lines.Width(title, Lettering.Text) + 6, Right - Lines.Width(shown, Lettering.Text));
            canvas.DrawString(title, Lettering.Text.Font, Lettering.Text.Brush, Left, at + Lettering.Text.Size);
            canvas.DrawLine(new XPen(Lettering.Rule, 0.8) { DashPattern = [1, 3] }, from, at + Lettering.Text.Size, to - 6, at + Lettering.Text.Size);
            canvas.DrawString(shown, Lettering.Text.Font, Lettering.Text.Brush, to, at + Lettering.Text.Size);
            page.AddDocumentLink(new PdfRectangle(canvas.Transformer.WorldToDefaultPage(new XRect(Left, at, Width, ContentsLeading))), number);
            at += ContentsLeading;
        }
    }

    private void Number()
    {
        var foot = frame.FootLettering;
        for (var at = 0; at < _document.PageCount; at++)
        {
            using var canvas = XGraphics.FromPdfPage(_document.Pages[at], XGraphicsPdfPageOptions.Append);
            var number = string.Create(CultureInfo.InvariantCulture, $"Page {at + 1} of {_document.PageCount}");
            var width = Lines.Width(number, Lettering.Label);
            canvas.DrawString(Lines.Break(frame.Head, Lettering.Label, Width)[0], Lettering.Label.Font, Lettering.Label.Brush, Left, 44);
            canvas.DrawLine(new XPen(Lettering.Rule, 0.6), Left, 50, Right, 50);
            canvas.DrawLine(new XPen(Lettering.Rule, 0.6), Left, 792, Right, 792);
            canvas.DrawString(Lines.Break(frame.Foot, foot, Width - width - 10)[0], foot.Font, foot.Brush, Left, 806);
            canvas.DrawString(number, Lettering.Label.Font, Lettering.Label.Brush, Right - width, 806);
        }
    }

    /// <summary>The file, without anything that is different each time: its instant is the frame's, and its ids follow from what it says.</summary>
    private byte[] Saved()
    {
        _document.Info.Title = frame.Title;
        _document.Info.Subject = frame.Subject;
        _document.Info.Creator = "OpsPortal";
        _document.Info.CreationDate = _document.Info.ModificationDate = frame.MadeAt.UtcDateTime;
        using var file = new MemoryStream();
        _document.Save(file, closeStream: false);
        return Repeatable(file.ToArray());
    }

    private byte[] Repeatable(byte[] file)
    {
        // One byte is one letter, so that every place stays where it is.
        var text = Encoding.Latin1.GetString(file);
        text = FontTag().Replace(text, "/PORTAL+");
        var notes = 0;
        text = NameOfNote().Replace(text, found => string.Create(CultureInfo.InvariantCulture, $"{found.Groups["key"].Value}({++notes:D36})"));
        text = NameOfPacket().Replace(text, $"uuid:{Guid.Empty}");
        text = Instant().Replace(text, found => $"{found.Groups["key"].Value}(D:{frame.MadeAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{found.Groups["zone"].Value})");
        text = FileId().Replace(text, found => found.Groups["key"].Value + new string('0', found.Groups["first"].Length) + "><" + new string('0', found.Groups["second"].Length) + ">]");
        var id = Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)))[..32];
        text = FileId().Replace(text, found => $"{found.Groups["key"].Value}{id}><{id}>]");
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex(@"/[A-Z]{6}\+(?=DejaVu)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FontTag();

    /// <summary>A link is a note as well, and every note has a name.</summary>
    [GeneratedRegex(@"(?<key>/NM\s*)\([0-9a-f-]{36}\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NameOfNote();

    [GeneratedRegex(@"(?<=<xmpMM:(DocumentID|InstanceID)>)uuid:[0-9a-f-]{36}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NameOfPacket();

    [GeneratedRegex(@"(?<key>/(CreationDate|ModDate|M)\s*)\(D:\d{14}(?<zone>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Instant();

    [GeneratedRegex(@"(?<key>/ID\s*\[<)(?<first>[0-9A-F]{32})><(?<second>[0-9A-F]{32})>\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FileId();
}
