using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>Gives numbers out, inside the open transaction of the context.</summary>
internal static class RunNumbers
{
    public const string Runs = "RUN";

    /// <summary>The next number of a kind, and the <paramref name="count"/> - 1 after it, taken.</summary>
    public static async Task<long> NextAsync(OpsDb db, string kind, CancellationToken stopping, int count = 1)
    {
        var numbers = db.Set<NumberSequence>().Where(sequence => sequence.Kind == kind);
        if (await numbers.ExecuteUpdateAsync(set => set.SetProperty(sequence => sequence.Next, sequence => sequence.Next + count), stopping) == 1)
            return await numbers.Select(sequence => sequence.Next).SingleAsync(stopping) - count;
        db.Add(new NumberSequence { Kind = kind, Next = 1 + count });
        return 1;
    }
}
