using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>A problem as somebody proposes it.</summary>
/// <param name="Title">Empty: that of the gravest event or the first incident.</param>
/// <param name="What">The name of the alert or rule it is recognised by; empty: that of the gravest event.</param>
/// <param name="Service">The key; empty: that of the gravest event or the first incident.</param>
/// <param name="Priority">Null: that of the gravest event or incident, P3 without any.</param>
/// <param name="Reason">Why it may be a problem; may be empty.</param>
internal sealed record ProblemDraft(string Title, string What, string Service, Priority? Priority, string Reason, IReadOnlyCollection<EventNumber> Events, IReadOnlyCollection<IncidentNumber> Incidents);

/// <summary>Proposes a problem: a person from what they saw, the portal from what it counted.</summary>
internal sealed class ProposeProblem(ProblemDesk desk, Catalogue catalogue)
{
    public const string Numbered = "PRB";

    /// <summary>So many of the latest events are linked to what the portal proposes.</summary>
    private const int MostEvidence = 20;

    /// <summary>Everything a new problem begins with.</summary>
    private sealed record Beginning(string Title, ProblemPattern Pattern, Priority Priority, string Grounds, IReadOnlyList<PatternedEvent> Events, IReadOnlyList<Incident> Incidents);

    /// <remarks>
    /// Refused without <see cref="Permissions.ProblemsWork"/>, without anything to name it by, for events, incidents and services nobody knows, and
    /// where a problem that is not closed is about the same already.
    /// </remarks>
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemDraft wanted, CancellationToken stopping) => by.May(Permissions.ProblemsWork)
        ? ProblemDesk.AgainAsync(() => OfDraftAsync(by, wanted, stopping))
        : Task.FromResult<Outcome<Problem>>(Refusals.Forbidden(Permissions.ProblemsWork));

    private async Task<Outcome<Problem>> OfDraftAsync(Actor by, ProblemDraft wanted, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var incidents = await IncidentsAsync(db, wanted.Incidents, stopping);
        if (incidents.Count < wanted.Incidents.Distinct().Count()) return Refusals.NotFound(wanted.Incidents.Except(incidents.Select(incident => incident.Number)).First().ToString());
        var named = await EventPatterns.ReadAsync(db, wanted.Events, stopping);
        if (named.Count < wanted.Events.Distinct().Count()) return Refusals.NotFound(wanted.Events.Except(named.Select(e => e.Number)).First().ToString());
        if (wanted.Service.Length > 0 && !await db.Services.AnyAsync(known => known.Key == new Domain.Estate.ServiceKey(wanted.Service), stopping)) return Refusals.NotFound($"The service {wanted.Service}");
        var events = (named.Count > 0 ? named : await OfIncidentsAsync(db, incidents, stopping)).OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(Problem.MaxLinks).ToList();
        var like = events.Count > 0 ? events[0].Pattern : ProblemPattern.None;
        var what = wanted.What.Trim().Length > 0 ? wanted.What.Trim() : like.What;
        var service = wanted.Service.Length > 0 ? wanted.Service : like.Service is { Length: > 0 } of ? of : incidents.Select(incident => incident.Service).FirstOrDefault(key => key.Length > 0) ?? "";

        // An event of no service is recognised as such: the service of an incident that it happens to be part of would match nothing.
        var pattern = what.Length > 0 && wanted.Service.Length == 0 && wanted.What.Trim().Length == 0 && events.Count > 0 ? like : new ProblemPattern(what, service);
        var title = wanted.Title.Trim().Length > 0 ? wanted.Title : named.Count > 0 ? named.MinBy(e => e.Priority)!.Title : incidents.FirstOrDefault()?.Title ?? "";
        var priority = wanted.Priority ?? events.Select(e => (Priority?)e.Priority).Concat(incidents.Select(incident => (Priority?)incident.Priority)).Min() ?? Priority.P3;
        if (pattern.What.Length > ProblemPattern.MaxWhatLength) return ProblemRefusals.TextTooLong("name", ProblemPattern.MaxWhatLength);
        var outcome = await BeginAsync(db, by, new(title, pattern, priority, wanted.Reason, events, incidents), stopping);
        if (outcome is Outcome<Problem>.Done(var proposed)) await KeptAsync(transaction, by, proposed);
        return outcome;
    }

    /// <summary>By the portal, for a pattern that recurs. Null: somebody was faster.</summary>
    /// <param name="narrower">Patterns of other problems whose events are no evidence.</param>
    /// <param name="since">How far back its events are evidence.</param>
    public Task<ProblemNumber?> OfPatternAsync(Actor by, ProblemPattern pattern, IReadOnlyList<ProblemPattern> narrower, Proposal proposal, DateTimeOffset since, CancellationToken stopping) =>
        ProblemDesk.AgainAsync(() => CountedAsync(by, pattern, narrower, proposal, since, stopping));

    private async Task<ProblemNumber?> CountedAsync(Actor by, ProblemPattern pattern, IReadOnlyList<ProblemPattern> narrower, Proposal proposal, DateTimeOffset since, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var events = (await EventPatterns.ReadAsync(db, await OccurrenceBook.EventsAsync(db, pattern, since, MostEvidence, stopping), stopping)).Where(e => !narrower.Any(other => other.Recognises(e.Labels))).OrderByDescending(e => e.Number).ToList();
        var incidents = await OfEventsAsync(db, events, stopping);
        var grounds = incidents.Count == 0 ? proposal.Text : $"{proposal.Text}\n{(incidents.Count == 1 ? $"{incidents[0].Number} came of it." : $"{incidents.Count} incidents came of it, among them {incidents[0].Number}.")}";
        var title = $"{pattern.What} keeps coming back{(pattern.Service.Length > 0 ? $" on {pattern.Service}" : "")}";
        var outcome = await BeginAsync(db, by, new(title.Length <= Problem.MaxTitleLength ? title : title[..Problem.MaxTitleLength], pattern, events.Count > 0 ? events.Min(e => e.Priority) : Priority.P3, grounds, events, incidents), stopping);
        if (outcome is not Outcome<Problem>.Done(var proposed)) return null;
        await KeptAsync(transaction, by, proposed);
        return proposed.Number;
    }

    private async Task<Outcome<Problem>> BeginAsync(OpsDb db, Actor by, Beginning beginning, CancellationToken stopping)
    {
        if (await TakenAsync(db, beginning.Pattern, null, stopping) is { } taken) return taken;
        var now = desk.Now;
        var outcome = Problem.Propose(new(await Numbers.NextAsync(db, Numbered, stopping)), beginning.Title, beginning.Pattern, beginning.Priority, beginning.Grounds, by, now);
        if (outcome is not Outcome<Problem>.Done(var proposed)) return outcome;
        foreach (var e in beginning.Events) db.Add(new ProblemEvent { Problem = proposed.Number, Event = e.Number, LinkedAt = now, By = by.Name });
        foreach (var incident in beginning.Incidents) db.Add(new ProblemIncident { Problem = proposed.Number, Incident = incident.Number, LinkedAt = now, By = by.Name });
        if (beginning.Pattern.Service.Length > 0 && catalogue.Current.Find(new(beginning.Pattern.Service))?.Facts.Team is { } team && await db.Teams.Where(known => known.Id == team).Select(known => known.Name).SingleOrDefaultAsync(stopping) is { } name)
            proposed.Assign(team, name, null, "", by, now);
        db.Add(proposed);
        db.AddRange(proposed.NewEntries);
        db.Record(new Act(by, now, "problem.proposed", proposed.Number.ToString(), null, new { Problem = ProblemDesk.Facts(proposed), proposed.Grounds, Events = beginning.Events.Select(e => e.Number.ToString()), Incidents = beginning.Incidents.Select(incident => incident.Number.ToString()) }));
        await db.SaveChangesAsync(stopping);
        return proposed;
    }

    private async Task KeptAsync(IDbContextTransaction transaction, Actor by, Problem proposed)
    {
        await transaction.CommitAsync(CancellationToken.None);
        desk.Told(by, proposed.Number, "problem.proposed");
    }

    /// <summary>Why no problem can be recognised by this; null: one can.</summary>
    /// <param name="own">The problem that may have it; null: none.</param>
    internal static async Task<Refusal?> TakenAsync(OpsDb db, ProblemPattern pattern, ProblemNumber? own, CancellationToken stopping)
    {
        if (pattern.IsNone) return null;
        var narrowed = pattern.Key;
        var other = await db.Set<Problem>().Where(known => known.What == pattern.What && known.Service == pattern.Service && known.Narrowed == narrowed && known.State != ProblemState.Closed && known.Number != own).Select(known => (ProblemNumber?)known.Number).FirstOrDefaultAsync(stopping);
        return other is { } taken ? ProblemRefusals.PatternTaken(taken, pattern.ToString()) : null;
    }

    private static async Task<List<Incident>> IncidentsAsync(OpsDb db, IReadOnlyCollection<IncidentNumber> numbers, CancellationToken stopping)
    {
        var asked = numbers.Distinct().ToList();
        return asked.Count == 0 ? [] : await db.Set<Incident>().AsNoTracking().Where(incident => asked.Contains(incident.Number)).OrderBy(incident => incident.Priority).ThenBy(incident => incident.Number).ToListAsync(stopping);
    }

    private static async Task<List<PatternedEvent>> OfIncidentsAsync(OpsDb db, List<Incident> incidents, CancellationToken stopping)
    {
        var numbers = incidents.ConvertAll(incident => incident.Number);
        return numbers.Count == 0 ? [] : await EventPatterns.ReadAsync(db, await db.Set<IncidentEvent>().Where(member => numbers.Contains(member.Incident)).Select(member => member.Event).Take(Problem.MaxLinks).ToListAsync(stopping), stopping);
    }

    private static async Task<List<Incident>> OfEventsAsync(OpsDb db, List<PatternedEvent> events, CancellationToken stopping)
    {
        var numbers = events.Select(e => e.Number).ToArray();
        return numbers.Length == 0 ? [] : await db.Set<Incident>().AsNoTracking().Where(incident => db.Set<IncidentEvent>().Any(member => member.Incident == incident.Number && EF.Parameter(numbers).Contains(member.Event)))
            .OrderByDescending(incident => incident.Number).Take(MostEvidence).ToListAsync(stopping);
    }
}
