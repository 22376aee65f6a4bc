using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>The significance rules in memory, as of the last commit: what the signal path asks.</summary>
/// <remarks>Whoever changes a rule refreshes the book before answering.</remarks>
public sealed class RuleBook(IDbContextFactory<OpsDb> databases) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile SignificanceRules _rules = SignificanceRules.None;

    /// <summary>One consistent view; take it once per batch. Another object after every change.</summary>
    public SignificanceRules Current => _rules;

    /// <summary>Reads what is committed. Refreshes take turns, so the last one wins.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            _rules = new(await db.Set<SignificanceRule>().AsNoTracking().ToListAsync(stopping));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
