namespace OpsPortal.Domain.Audit;

/// <summary>Follows the chain entry by entry and remembers where it first breaks.</summary>
public sealed class AuditChain
{
    private string _previous = AuditEntry.Genesis;

    /// <summary>How many entries have been followed.</summary>
    public long Length { get; private set; }

    /// <summary>The hash the next entry must build on.</summary>
    public string Head => _previous;

    /// <summary>The first break, in words; null while the chain holds.</summary>
    public string? Break { get; private set; }

    /// <summary>Follows the next entry, in order of sequence. Returns whether the chain still holds.</summary>
    public bool Follow(AuditEntry entry)
    {
        if (Break is not null) return false;
        Length++;
        Break = entry switch
        {
            _ when entry.Sequence != Length => $"Entry {Length} is missing; entry {entry.Sequence} stands in its place.",
            _ when entry.PreviousHash != _previous => $"Entry {entry.Sequence} does not build on the entry before it.",
            _ when entry.At != AuditEntry.Truncate(entry.At) || entry.Hash != entry.ComputeHash() => $"Entry {entry.Sequence} was changed after it was written.",
            _ => null,
        };
        _previous = entry.Hash;
        return Break is null;
    }
}
