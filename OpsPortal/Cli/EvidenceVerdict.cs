using System.Globalization;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Evidence.Checks;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Features.Deliver.Evidence.Print;

namespace OpsPortal.Cli;

/// <summary>Says whether an evidence pack holds, and what is wrong with it and where.</summary>
internal static class EvidenceVerdict
{
    /// <summary>More than this many findings are counted, not listed.</summary>
    private const int Listed = 50;

    /// <summary>The bytes of a pack, as a file or attached to its printed form; null where the file is none.</summary>
    public static async Task<byte[]?> OpenAsync(string file, CancellationToken stopping)
    {
        await using var stream = File.OpenRead(file);
        var begin = new byte[16];
        var length = await stream.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, stopping);
        if (begin.AsSpan(0, length).StartsWith("%PDF"u8)) return PrintedPack.In(await File.ReadAllBytesAsync(file, stopping));
        return PackFile.MayBe(begin.AsSpan(0, length)) ? await File.ReadAllBytesAsync(file, stopping) : null;
    }

    public static async Task<int> ReportAsync(byte[] file, string? chain, CancellationToken stopping)
    {
        var (pack, findings) = EvidenceCheck.Judge(file);
        if (pack is null) return Refuse("This evidence pack cannot be read.", findings);
        List<EvidenceFinding> all = [.. findings];
        if (chain is not null)
        {
            var held = new PackInChain(pack);
            await using var stream = File.OpenRead(chain);
            var export = await ExportedChain.FollowAsync(stream, held.See, stopping);
            if (!export.Holds) all.Add(new(chain, export.Chain.Break ?? string.Create(CultureInfo.InvariantCulture, $"line {export.Unreadable} is not an entry of an audit trail.")));
            all.AddRange(held.Findings);
        }

        if (all.Count > 0) return Refuse($"The evidence of {pack.Change.Number} does not hold: {(all.Count == 1 ? "1 thing does" : string.Create(CultureInfo.InvariantCulture, $"{all.Count} things do"))} not fit.", all);
        var approvals = pack.Rounds.SelectMany(round => round.Decisions).Count(decision => decision.Kind == DecisionKind.Approve);
        Console.WriteLine(FormattableString.Invariant(
            $"The evidence of {pack.Change.Number} holds: {pack.Revisions.Count} revisions, {pack.Rounds.Count} rounds, {approvals} approvals, {pack.Audit.Entries.Count} audit entries; made {pack.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, chain head {pack.Audit.HeadSequence} {pack.Audit.HeadHash}, seal {pack.Seal}."));
        Console.WriteLine(chain is null ? "Nothing was compared with the audit chain itself: add an export of it to do so." : $"It is what the audit chain in {chain} says.");
        return 0;
    }

    private static int Refuse(string what, IReadOnlyList<EvidenceFinding> findings)
    {
        var more = findings.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $"\n  … and {findings.Count - Listed} more") : "";
        return Launch.Refuse($"{what}{string.Concat(findings.Take(Listed).Select(finding => $"\n  {finding}"))}{more}");
    }
}
