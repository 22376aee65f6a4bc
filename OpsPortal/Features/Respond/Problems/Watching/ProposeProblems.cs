using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>
/// Proposes problems from what was counted since it last looked. A pattern has one problem that is not closed at most; what was dismissed
/// is proposed again only once it comes clearly more often, and of what was closed only what came afterwards counts. What a problem narrowed by labels accounts for is left out. Running it twice
/// proposes nothing twice.
/// </summary>
internal sealed class ProposeProblems(ProblemDesk desk, ProposeProblem propose, IOptions<ProblemOptions> options, ILogger<ProposeProblems> log) : IJob
{
    private const string CursorName = "problems.proposed";

    /// <summary>Most counted rows looked at in one go.</summary>
    private const int Part = 5000;

    private static readonly Actor Portal = Actor.Portal("Portal");

    /// <summary>What may be proposed.</summary>
    /// <param name="Narrower">Problems of the same name and service that labels narrow; what belongs to them is not counted.</param>
    /// <param name="Ended">When the last problem of this pattern was closed; null: there was none.</param>
    private sealed record Candidate(ProblemPattern Pattern, IReadOnlyList<Problem> Narrower, DateTimeOffset? Ended);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (await PartAsync(stopping)) stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Returns whether there is more.</summary>
    private async Task<bool> PartAsync(CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var cursor = await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == CursorName, stopping);
        if (cursor is null) db.Add(cursor = new() { Name = CursorName });
        var fresh = await db.Set<StoredOccurrences>().AsNoTracking().Where(one => one.Id > cursor.Entry).OrderBy(one => one.Id).Take(Part).Select(one => new { one.Id, one.Pattern }).ToListAsync(stopping);
        if (fresh.Count == 0) return false;
        await LookAsync(db, [.. fresh.Select(one => one.Pattern).Distinct()], stopping);

        // Only now: what is proposed and not marked as looked at is looked at again, and found to be proposed.
        cursor.Entry = fresh[^1].Id;
        await db.SaveChangesAsync(stopping);
        return fresh.Count == Part;
    }

    private async Task LookAsync(OpsDb db, long[] ids, CancellationToken stopping)
    {
        var (thresholds, now) = (options.Value.Thresholds, desk.Now);
        var since = now - thresholds.Period;

        // A pattern that occurred once is no recurrence, and most are like that.
        var sums = await OccurrenceBook.SumsAsync(db, ids, since, stopping);
        var often = sums.Where(sum => sum.Value.Count > 1).Select(sum => sum.Key).ToArray();
        if (often.Length == 0) return;
        var patterns = (await db.Set<StoredPattern>().AsNoTracking().Where(pattern => EF.Parameter(often).Contains(pattern.Id)).ToListAsync(stopping)).ConvertAll(pattern => pattern.Pattern);
        var words = patterns.Select(pattern => pattern.What).Distinct().ToArray();
        var problems = await db.Set<Problem>().AsNoTracking().Where(problem => EF.Parameter(words).Contains(problem.What)).ToListAsync(stopping);
        var (known, narrower) = (problems.ToLookup(problem => problem.Pattern), problems.Where(problem => problem.Pattern.IsNarrowed).ToLookup(problem => problem.Pattern.Kind));
        var (all, waiting) = (await OccurrenceBook.AllAsync(db, since, stopping), await db.Set<Problem>().CountAsync(problem => problem.State == ProblemState.Proposed, stopping));
        foreach (var pattern in patterns)
        {
            if (known[pattern].Any(problem => problem.IsOpen)) continue;
            if (known[pattern].FirstOrDefault(problem => problem.State == ProblemState.Dismissed) is { } dismissed) await AgainAsync(db, dismissed, [.. narrower[pattern]], all, stopping);
            else if (!pattern.IsNarrowed) waiting += await ProposeAsync(db, new(pattern, [.. narrower[pattern]], known[pattern].Max(problem => problem.EndedAt)), all, waiting, stopping);
        }
    }

    /// <summary>Returns how many were proposed, one or none.</summary>
    private async Task<int> ProposeAsync(OpsDb db, Candidate candidate, long all, int waiting, CancellationToken stopping)
    {
        var (pattern, narrower, ended) = candidate;
        var (thresholds, now) = (options.Value.Thresholds, desk.Now);
        var since = ended > now - thresholds.Period ? ended.Value : now - thresholds.Period;
        var occurrences = await OccurrenceBook.RestAsync(db, pattern, narrower, since, stopping);
        if (ProblemProposals.Look(occurrences, all, thresholds, now) is not { } proposal) return 0;
        if (waiting >= options.Value.MostProposals)
        {
            log.TooManyProposals(waiting);
            return 0;
        }

        if (await propose.OfPatternAsync(Portal, pattern, [.. narrower.Select(problem => problem.Pattern)], proposal, since, stopping) is not { } number) return 0;
        log.Proposed(number, pattern.ToString(), proposal.Recurrences);
        return 1;
    }

    private async Task AgainAsync(OpsDb db, Problem dismissed, IReadOnlyList<Problem> narrower, long all, CancellationToken stopping)
    {
        if (dismissed.EndedAt is not { } at) return;
        var (thresholds, now) = (options.Value.Thresholds, desk.Now);
        var earliest = at < now ? at - thresholds.Period : now - thresholds.Period;
        var occurrences = await OccurrenceBook.RestAsync(db, dismissed.Pattern, narrower, earliest, stopping);
        if (!ProblemProposals.HasGrown(occurrences, thresholds, at, now) || ProblemProposals.Look(occurrences, all, thresholds, now) is not { } proposal) return;
        await desk.RunAsync(Portal, dismissed.Number, dismissed.Version, "problem.proposed-again", (found, when) => found.ProposeAgain(proposal.Text, Portal, when), stopping);
    }
}
