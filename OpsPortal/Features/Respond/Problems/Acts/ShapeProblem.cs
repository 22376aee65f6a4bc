using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Gives a problem to a team and a person who may work problems, or to none of them.</summary>
internal sealed class AssignProblem(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, TeamId? team, PersonId? person, CancellationToken stopping, int? version = null) =>
        RunAsync(by, number, _ => team, person, stopping, version);

    /// <summary>Leaves the team as it is.</summary>
    public Task<Outcome<Problem>> ToPersonAsync(Actor by, ProblemNumber number, PersonId? person, CancellationToken stopping, int? version = null) =>
        RunAsync(by, number, found => found.Team, person, stopping, version);

    private async Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, Func<Problem, TeamId?> teamOf, PersonId? person, CancellationToken stopping, int? version)
    {
        var named = await desk.NameOfAsync(person, stopping);
        if (named is not Outcome<string>.Done(var name)) return named.Refusal ?? Refusals.NotFound("That person");
        return await desk.RunAsync(by, number, version, "problem.assigned", async (db, found, now) =>
        {
            var team = teamOf(found);
            var teamName = team is { } id ? await db.Teams.Where(known => known.Id == id).Select(known => known.Name).SingleOrDefaultAsync(stopping) ?? (id == found.Team ? found.TeamName : null) : "";
            return teamName is null ? Refusals.NotFound("That team") : found.Assign(team, teamName, person, name, by, now).Refusal;
        }, stopping);
    }
}

/// <summary>Sets the priority of a problem by hand.</summary>
internal sealed class ReprioritiseProblem(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, Priority priority, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.reprioritised", (found, now) => found.Reprioritise(priority, reason, by, now), stopping);
}

/// <summary>Says what a problem is recognised by.</summary>
internal sealed class RecogniseProblem(ProblemDesk desk)
{
    /// <param name="labels">What narrows it, see <see cref="ProblemPattern.Labels"/>; null: what narrows it already.</param>
    /// <remarks>Refused where another problem that is not closed is about the same, and for a service nobody knows.</remarks>
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, string what, string service, IReadOnlyCollection<Label>? labels, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "problem.recognised", async (db, found, now) =>
        {
            var kind = new ProblemPattern(what.Trim(), service.Trim());
            var narrowed = kind.By(labels ?? (kind.IsNone ? LabelSet.Empty : found.Labels));
            if (narrowed is not Outcome<ProblemPattern>.Done(var pattern)) return narrowed.Refusal;
            if (pattern.IsNone && pattern.Service.Length > 0 && pattern.Service != found.Service) return ProblemRefusals.PatternMissing();
            if (pattern.Service.Length > 0 && pattern.Service != found.Service && !await db.Services.AnyAsync(known => known.Key == new ServiceKey(pattern.Service), stopping)) return Refusals.NotFound($"The service {pattern.Service}");
            return found.Recognise(pattern, by, now).Refusal ?? await ProposeProblem.TakenAsync(db, pattern, number, stopping);
        }, stopping);
}
