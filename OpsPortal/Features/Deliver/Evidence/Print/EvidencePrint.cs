using System.Security.Cryptography;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Features.Deliver.Evidence.Print.Sections;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print;

/// <summary>A pack for people to read, with the pack itself attached, so that neither can be passed on with another.</summary>
internal static class EvidencePrint
{
    /// <summary>Longer texts of differences and acts are cut, as they stand in full in what is attached.</summary>
    private const int Longest = 600;

    private static Lettering Foot { get; } = Lettering.Code with { Size = 6.5, Colour = Lettering.Label.Colour };

    /// <param name="file">As <see cref="PackFile"/> wrote it.</param>
    public static byte[] Of(byte[] file)
    {
        if (PackFile.Read(file).Pack is not { } pack) throw new ArgumentException("This is no evidence pack.", nameof(file));
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        var setter = new Typesetter(new($"Evidence of {pack.Change.Number}", $"{pack.Change.Number} · {pack.Revisions[^1].Plan.Title}", $"{NameOf(pack)} SHA-256 {hash}", pack.MadeAt) { FootLettering = Foot });
        IReadOnlyList<Block> blocks = [.. TitleSection.Of(pack, hash), .. PlanSection.Of(pack), .. RevisionsSection.Of(pack), .. RoundsSection.Of(pack), .. ExceptionsSection.Of(pack), .. HistorySection.Of(pack)];
        return setter.Set(blocks, (NameOf(pack), file));
    }

    public static string NameOf(EvidencePack pack) => $"{pack.Change.Number}-evidence.json";

    internal static string Cut(string text) => text.Length <= Longest ? text : $"{text[..Longest]} … (in full in the attached file)";
}
