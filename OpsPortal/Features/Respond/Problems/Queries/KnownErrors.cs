using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Queries;

/// <summary>A problem as it stands on what it concerns.</summary>
/// <param name="Workaround">Empty: none is known.</param>
/// <param name="IsLinked">Somebody, or the proposal, linked it; else it is recognised.</param>
public sealed record ProblemMatch(ProblemNumber Number, string Title, ProblemState State, string Workaround, DateTimeOffset? FixedAt, bool IsLinked)
{
    public bool IsKnownError => State == ProblemState.KnownError || (State == ProblemState.Resolved && Workaround.Length > 0);
}

/// <summary>
/// Which problems an event or incident belongs to. The open problems and their patterns are held in memory from one change to the next, so that asking for
/// an event costs two look-ups by key, for rows that have been read already none, and the signal path nothing.
/// </summary>
internal sealed class KnownErrors(IDbContextFactory<OpsDb> databases, SharedReads shared)
{
    /// <summary>Most problems held; the newest are.</summary>
    private const int MostHeld = 2000;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    /// <summary>Known errors first, then the newest. An event that stands behind another belongs to the problems of that one as well.</summary>
    public async Task<IReadOnlyList<ProblemMatch>> OfEventAsync(EventNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var linked = await db.Set<ProblemEvent>().AsNoTracking().Where(link => link.Event == number).Select(link => link.Problem).ToListAsync(stopping);
        var held = await HeldAsync(stopping);
        if (held.Count == 0) return await LinkedAsync(db, linked, stopping);
        var events = await EventPatterns.ReadAsync(db, [number], stopping);
        if (events is [{ Lead: { } lead }]) events.AddRange(await EventPatterns.ReadAsync(db, [lead], stopping));
        var recognised = events.SelectMany(e => held.Of(e.Pattern, e.Labels)).Where(match => !linked.Contains(match.Number));
        return InOrder((await LinkedAsync(db, linked, stopping)).Concat(recognised));
    }

    public async Task<IReadOnlyList<ProblemMatch>> OfIncidentAsync(IncidentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var linked = await db.Set<ProblemIncident>().AsNoTracking().Where(link => link.Incident == number).Select(link => link.Problem).ToListAsync(stopping);
        var held = await HeldAsync(stopping);
        if (held.Count == 0) return await LinkedAsync(db, linked, stopping);
        var members = await db.Set<IncidentEvent>().AsNoTracking().Where(member => member.Incident == number).Select(member => member.Event).Take(Incident.MaxEvents).ToListAsync(stopping);
        var recognised = (await EventPatterns.ReadAsync(db, members, stopping)).SelectMany(e => held.Of(e.Pattern, e.Labels)).Where(match => !linked.Contains(match.Number));
        return InOrder((await LinkedAsync(db, linked, stopping)).Concat(recognised));
    }

    /// <summary>The same rows, each with the known error it is recognised as. What only stands behind another bears no mark of that one: it is found beneath it.</summary>
    public async Task<IReadOnlyList<EventRow>> MarkAsync(IReadOnlyList<EventRow> rows, CancellationToken stopping)
    {
        if (rows.Count == 0) return rows;
        var held = await HeldAsync(stopping);
        return held.KnowsErrors ? [.. rows.Select(row => held.KnownErrorOf(row) is { } known ? row with { KnownError = known } : row)] : rows;
    }

    private static IReadOnlyList<ProblemMatch> InOrder(IEnumerable<ProblemMatch> matches) =>
        [.. matches.DistinctBy(match => match.Number).OrderByDescending(match => match.IsKnownError).ThenByDescending(match => match.Number)];

    private static async Task<IReadOnlyList<ProblemMatch>> LinkedAsync(OpsDb db, List<ProblemNumber> numbers, CancellationToken stopping) => numbers.Count == 0 ? [] :
        InOrder(await db.Set<Problem>().AsNoTracking().Where(problem => numbers.Contains(problem.Number) && problem.State != ProblemState.Dismissed)
            .Select(problem => new ProblemMatch(problem.Number, problem.Title, problem.State, problem.Workaround, problem.FixedAt, true)).ToListAsync(stopping));

    private Task<HeldProblems> HeldAsync(CancellationToken stopping) => shared.ReadAsync(ChangeKind.Problems, "problems/held", async reading =>
    {
        await using var db = await databases.CreateDbContextAsync(reading);
        var open = await db.Set<Problem>().AsNoTracking().Where(problem => problem.What != "" && ProblemLifecycle.Open.Contains(problem.State)).OrderByDescending(problem => problem.Number).Take(MostHeld)
            .Select(problem => new { problem.What, problem.Service, problem.Labels, problem.Number, problem.Title, problem.State, problem.Workaround, problem.FixedAt }).ToListAsync(reading);
        var held = open.ConvertAll(problem => (new ProblemPattern(problem.What, problem.Service) { Labels = problem.Labels }, new ProblemMatch(problem.Number, problem.Title, problem.State, problem.Workaround, problem.FixedAt, false)));
        var rules = held.Exists(problem => problem.Item2.IsKnownError) ? await db.Set<SignificanceRule>().AsNoTracking().ToDictionaryAsync(rule => rule.Id, rule => rule.Name, reading) : [];
        return new HeldProblems(held, rules);
    }, stopping, Lasts);
}
