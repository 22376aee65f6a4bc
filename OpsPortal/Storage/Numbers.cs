using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Storage;

/// <summary>Gives the numbers of things out, as the 7 of <c>INC-7</c>, inside the open transaction of the context: what is rolled back takes none.</summary>
internal static class Numbers
{
    /// <summary>The next number of a kind, and the <paramref name="count"/> - 1 after it, taken.</summary>
    /// <param name="kind">What stands before the number, as <c>INC</c>.</param>
    public static async Task<long> NextAsync(OpsDb db, string kind, CancellationToken stopping, int count = 1)
    {
        var numbers = db.Set<NumberSequence>().Where(sequence => sequence.Kind == kind);
        if (await numbers.ExecuteUpdateAsync(set => set.SetProperty(sequence => sequence.Next, sequence => sequence.Next + count), stopping) == 1)
            return await numbers.Select(sequence => sequence.Next).SingleAsync(stopping) - count;
        db.Add(new NumberSequence { Kind = kind, Next = 1 + count });
        return 1;
    }
}
