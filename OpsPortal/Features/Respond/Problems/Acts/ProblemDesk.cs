using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>
/// What every act on a problem has in common: the right is checked, the problem loaded, the domain asked, the answer saved together with
/// its timeline and audit entries, and everyone who looks is told.
/// </summary>
internal sealed class ProblemDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<ProblemDesk> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act out in full, or refuses it and changes nothing.</summary>
    /// <param name="by">Needs <see cref="Permissions.ProblemsWork"/>.</param>
    /// <param name="version">The version the actor saw; refused where the problem has changed since. Null: whatever it is now.</param>
    /// <param name="act">The name in the audit trail, as <c>problem.confirmed</c>.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work; may run more than once, each time on a fresh problem.</param>
    public async Task<Outcome<Problem>> RunAsync(
        Actor by, ProblemNumber number, int? version, string act, Func<OpsDb, Problem, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.ProblemsWork)) return Refusals.Forbidden(Permissions.ProblemsWork);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<Problem>().SingleOrDefaultAsync(problem => problem.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            if (version is { } seen && found.Version != seen) return await ChangedMeanwhileAsync(db, found, stopping);
            var (now, before) = (Now, Facts(found));
            if (await decide(db, found, now) is { } why)
            {
                log.Refused(number, act, by.Name, why.Code);
                return why;
            }

            if (found.NewEntries.Count == 0) return found;
            db.AddRange(found.NewEntries);
            db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else saved in between, this problem or another of the same pattern: what holds now decides.
                continue;
            }

            Told(by, number, act);
            return found;
        }
    }

    /// <summary>Does it again where somebody else saved the same in between: what holds then decides.</summary>
    public static async Task<T> AgainAsync<T>(Func<Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                continue;
            }
        }
    }

    /// <summary>An act where only the problem itself is asked.</summary>
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, int? version, string act, Func<Problem, DateTimeOffset, Outcome<Problem>> decide, CancellationToken stopping) =>
        RunAsync(by, number, version, act, (_, problem, now) => Task.FromResult(decide(problem, now).Refusal), stopping);

    public void Told(Actor by, ProblemNumber number, string act)
    {
        feed.Publish(ChangeKind.Problems);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    /// <summary>Everyone who may be given a problem, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> CandidatesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var people = await db.Persons.AsNoTracking().Where(person => person.Duties.Any(grant => Working.Contains(grant.Duty))).OrderBy(person => person.Name).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return [.. people.Select(person => (person.Id, person.Name))];
    }

    /// <summary>Every team that may be given a problem, by name.</summary>
    public async Task<IReadOnlyList<(TeamId Id, string Name)>> TeamsAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var teams = await db.Teams.AsNoTracking().OrderBy(team => team.Name).Select(team => new { team.Id, team.Name }).ToListAsync(stopping);
        return [.. teams.Select(team => (team.Id, team.Name))];
    }

    /// <summary>The name of a person who may be given work; refused for anybody else. Nobody has the empty name.</summary>
    public async Task<Outcome<string>> NameOfAsync(PersonId? person, CancellationToken stopping)
    {
        if (person is not { } id) return "";
        await using var db = await databases.CreateDbContextAsync(stopping);
        var known = await db.Persons.Where(p => p.Id == id).Select(p => new { p.Name, Works = p.Duties.Any(grant => Working.Contains(grant.Duty)) }).SingleOrDefaultAsync(stopping);
        if (known is null) return Refusals.NotFound("That person");
        return known.Works ? known.Name : ProblemRefusals.MayNotWork(known.Name);
    }

    /// <summary>What the audit trail keeps.</summary>
    public static object Facts(Problem problem) => new
    {
        problem.Title,
        problem.State,
        problem.Priority,
        problem.What,
        problem.Service,
        Labels = problem.Labels.Count == 0 ? null : problem.Labels.ToString(),
        Team = problem.TeamName,
        Owner = problem.OwnerName,
        problem.RootCause,
        problem.Workaround,
        problem.Change,
        problem.FixedAt,
        problem.TextVersion,
        Said = problem.NewEntries.Count == 0 ? null : problem.NewEntries[^1].Text,
    };

    private static readonly Duty[] Working = [.. Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.ProblemsWork))];

    private static async Task<Refusal> ChangedMeanwhileAsync(OpsDb db, Problem found, CancellationToken stopping)
    {
        var last = await db.Set<ProblemEntry>().Where(entry => entry.Problem == found.Number).OrderByDescending(entry => entry.Id).Select(entry => entry.Actor).FirstOrDefaultAsync(stopping);
        return ProblemRefusals.ChangedMeanwhile(last ?? "Somebody", found.State);
    }
}
