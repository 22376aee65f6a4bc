using OpsPortal.Domain.Audit;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Every audit entry has the hash of its content, those that follow each other build on each other, and none is later than the head of the chain.</summary>
internal static class ChainCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var (last, hash) = (0L, AuditEntry.Genesis);
        foreach (var entry in pack.Audit.Entries)
        {
            var where = $"audit entry {entry.Sequence}";
            if (entry.Hash != entry.ComputeHash()) yield return new(where, "it was changed after it was written: its hash is not that of its content.");
            if (entry.Sequence <= last) yield return new(where, $"it stands after entry {last}.");
            else if (entry.Sequence == last + 1 && entry.PreviousHash != hash) yield return new(where, last == 0 ? "it does not begin the chain." : $"it does not build on entry {last}.");
            if (!IsAbout(entry.Object, pack.Change.Number.ToString())) yield return new(where, $"it is about {entry.Object}, not about {pack.Change.Number}.");
            (last, hash) = (entry.Sequence, entry.Hash);
        }

        var (head, headHash) = (pack.Audit.HeadSequence, pack.Audit.HeadHash);
        if (head < last) yield return new("head of the audit chain", $"it is entry {head}, and entry {last} comes after it.");
        if (head == last && headHash != hash) yield return new("head of the audit chain", "its hash is not that of the last entry.");
        if (!IsHash(headHash)) yield return new("head of the audit chain", "its hash is none.");
    }

    /// <summary>An entry is about a change where its object is the change or something of it, as <c>CHG-12 round 1</c>.</summary>
    internal static bool IsAbout(string @object, string change) => @object == change || @object.StartsWith($"{change} ", StringComparison.Ordinal);

    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
