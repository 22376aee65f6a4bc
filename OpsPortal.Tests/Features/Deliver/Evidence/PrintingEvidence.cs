using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Features.Deliver.Evidence.Print;
using OpsPortal.Tests.Deliver;
using OpsPortal.Ui.Print;
using PdfSharp.Pdf.IO;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>A pack on paper.</summary>
public sealed class PrintingEvidence
{
    [Fact]
    public void Comes_with_the_pack_attached()
    {
        var pack = Packs.Facts().ToFile(Packs.MadeAt);
        var printed = EvidencePrint.Of(pack);
        Keep("evidence", printed);
        Assert.InRange(Pages(printed), 5, 20);
        Assert.Equal(pack, PrintedPack.In(printed));
    }

    [Fact]
    public void Holds_whatever_a_change_can_hold()
    {
        var scene = new Scene(plan: Packs.Large);
        scene.Change.Credit([.. Packs.Large.Components.Skip(1).Select(component => (scene.House.Party("Walt"), component.Source))], scene.House.Party("Rita"), Noon.AddHours(-1));
        scene.Submitted();
        for (var at = 0; at < 300; at++) Scene.Done(scene.Round.Comment(at % 10 == 0 ? new string('ж', Decision.MaxTextLength) : $"Замечание {at}: ok 好", scene.House.Party("Cem"), Noon.AddMinutes(1)));
        var printed = EvidencePrint.Of(Packs.Of(scene).ToFile(Packs.MadeAt));
        Keep("large", printed);
        Assert.InRange(Pages(printed), 50, 400);
    }

    [Fact]
    public void No_line_is_wider_than_its_column_and_no_letter_gets_lost() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(40, 500).ToArbitrary(), (given, width) =>
        {
            var text = given.Get;
            var lines = Lines.Break(text, Lettering.Text, width);
            Assert.All(lines, line => Assert.True(Lines.Width(line, Lettering.Text) <= width, line));
            Assert.Equal(Letters(text), lines.Sum(Letters));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData("Größe Δοκιμή Обновление", "Größe Δοκιμή Обновление")]
    [InlineData("結帳", "▯▯")]
    [InlineData("a שלום עולם b", "a םלוע םולש b")]
    [InlineData("one\ttwo\r\nthree", "one two\nthree")]
    public void Letters_are_printed_as_far_as_the_font_has_them(string text, string printed) => Assert.Equal(printed, string.Join('\n', Lines.Break(text, Lettering.Text, 500)));

    private static int Letters(string text) => text.EnumerateRunes().Count(rune => !Rune.IsWhiteSpace(rune));

    private static int Pages(byte[] printed)
    {
        using var document = PdfReader.Open(new MemoryStream(printed), PdfDocumentOpenMode.Import);
        return document.PageCount;
    }

    /// <summary>For whoever wants to look at it.</summary>
    private static void Keep(string name, byte[] printed)
    {
        if (Environment.GetEnvironmentVariable("PRINTED") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.pdf")), printed);
    }
}
