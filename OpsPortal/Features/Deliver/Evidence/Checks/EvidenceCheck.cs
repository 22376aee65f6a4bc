using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Judges a pack by nothing but what stands in it. The portal asks when it makes one, and whoever verifies one asks the same.</summary>
internal static class EvidenceCheck
{
    /// <summary>Everything that does not fit together, in the order of the file; empty where all does.</summary>
    public static IReadOnlyList<EvidenceFinding> Of(EvidencePack pack) =>
    [
        .. RevisionsCheck.Of(pack), .. TimelineCheck.Of(pack), .. RoundsCheck.Of(pack), .. DutiesCheck.Of(pack), .. BeginningCheck.Of(pack), .. ExceptionsCheck.Of(pack), .. ChainCheck.Of(pack), .. ActsCheck.Of(pack),
    ];

    /// <summary>The pack in a file and everything that is wrong with it; null: it cannot be read.</summary>
    public static (EvidencePack? Pack, IReadOnlyList<EvidenceFinding> Findings) Judge(byte[] file)
    {
        var (pack, form) = PackFile.Read(file);
        if (pack is null) return (null, form);
        var findings = Of(pack);
        return (pack, findings.SequenceEqual(pack.Findings) ? [.. form, .. findings] : [.. form, .. findings, new("findings", "the pack does not tell what does not fit together in it, or tells something else.")]);
    }

    /// <summary>An instant so much later; the last there is where it would lie beyond, as somebody may have written anything.</summary>
    internal static DateTimeOffset After(DateTimeOffset at, TimeSpan time) =>
        time < TimeSpan.Zero ? at : DateTimeOffset.MaxValue - at < time ? DateTimeOffset.MaxValue : at + time;
}
