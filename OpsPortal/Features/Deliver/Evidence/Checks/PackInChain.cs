using System.Text.Json;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Holds a pack against the whole chain: whether its entries stand there, whether any was left out, and whether the portal ever gave it out.</summary>
internal sealed class PackInChain(EvidencePack pack)
{
    private readonly Dictionary<long, AuditEntry> _packed = pack.Audit.Entries.GroupBy(entry => entry.Sequence).ToDictionary(group => group.Key, group => group.First());
    private readonly List<EvidenceFinding> _findings = [];
    private bool _given, _head;

    /// <summary>Takes the next entry of the chain, in order.</summary>
    public void See(AuditEntry entry)
    {
        var where = $"audit entry {entry.Sequence}";
        if (entry.Sequence == pack.Audit.HeadSequence) _head = entry.Hash == pack.Audit.HeadHash;
        if (_packed.Remove(entry.Sequence, out var packed))
        {
            if (packed.Hash != entry.Hash) _findings.Add(new(where, "it is another in the chain."));
        }
        else if (entry.Sequence <= pack.Audit.HeadSequence && ChainCheck.IsAbout(entry.Object, pack.Change.Number.ToString()))
        {
            _findings.Add(new(where, $"the chain has it, it is about {pack.Change.Number}, and it is not in the pack."));
        }

        _given |= entry.Act == ExportEvidence.ActName && entry.Object == pack.Change.Number.ToString() && SealIn(entry.After) == pack.Seal;
    }

    /// <summary>What does not fit, after the last entry.</summary>
    public IReadOnlyList<EvidenceFinding> Findings =>
    [
        .. _findings,
        .. _packed.Keys.Order().Select(sequence => new EvidenceFinding($"audit entry {sequence}", "the chain does not have it.")),
        .. pack.Audit.HeadSequence > 0 && !_head ? [new EvidenceFinding("head of the audit chain", "the chain had another then.")] : Array.Empty<EvidenceFinding>(),
        .. _given ? Array.Empty<EvidenceFinding>() : [new("seal", "by the chain the portal never gave this pack out.")],
    ];

    private static string? SealIn(string facts)
    {
        using var read = JsonDocument.Parse(facts);
        return read.RootElement.TryGetProperty("seal", out var seal) ? seal.GetString() : null;
    }
}
