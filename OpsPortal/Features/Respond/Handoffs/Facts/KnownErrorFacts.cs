using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Facts;

/// <summary>What is known to come back, with what helps: the next shift need not find out again.</summary>
internal static class KnownErrorFacts
{
    private const int Most = 50;

    /// <summary>After what has to be done.</summary>
    private const int Weight = 20;

    /// <param name="services">Keys of the services that count; none: all.</param>
    public static async Task<IReadOnlyList<HandoffFact>> ReadAsync(OpsDb db, string[] services, CancellationToken stopping)
    {
        var known = await db.Set<Problem>().AsNoTracking().Where(problem => problem.State == ProblemState.KnownError && (services.Length == 0 || problem.Service == "" || services.Contains(problem.Service)))
            .OrderBy(problem => problem.Priority).ThenByDescending(problem => problem.Number).Take(Most).Select(problem => new { problem.Number, problem.Title, problem.Workaround, problem.Priority }).ToListAsync(stopping);
        return [.. known.Select(problem => new HandoffFact(HandoffSection.Watch, problem.Number.ToString(), $"Known error: {problem.Title}", Cut(problem.Workaround), Weight + (int)problem.Priority, null, "", IsWork: false))];
    }

    private static string Cut(string text) => text.Length <= HandoffItem.MaxTextLength ? text : string.Concat(text.AsSpan(0, HandoffItem.MaxTextLength - 1), "…");
}
