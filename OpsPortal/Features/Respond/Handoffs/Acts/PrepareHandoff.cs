using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Respond.Handoffs.Facts;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>What the giver does before signing: words, who takes over, what is to be watched, and why something has no owner.</summary>
internal sealed class PrepareHandoff(HandoffDesk desk, HandoffFacts facts)
{
    /// <summary>Brings the draft up to date with the facts. What people wrote stays with what it was written to.</summary>
    public Task<Outcome<Handoff>> RefreshAsync(Actor by, HandoffNumber number, CancellationToken stopping) => desk.RunAsync(by, number, null, "handoff.refreshed", async loaded =>
    {
        var (db, handoff, items, now) = loaded;
        if (handoff.GiversDraft(by) is { } why) return why;
        var team = handoff.Rotation is { } id ? await db.Set<Rotation>().Where(rotation => rotation.Id == id).Select(rotation => (Domain.Estate.TeamId?)rotation.Team).SingleOrDefaultAsync(stopping) : null;
        var read = await facts.ReadAsync(db, new(handoff.From, handoff.Until, handoff.NextUntil, team, handoff.Incident), now, stopping);
        var known = items.Where(item => item.Reference.Length > 0).GroupBy(item => (item.Section, item.Reference, item.Section is HandoffSection.Hypotheses or HandoffSection.Watch ? item.Title : "")).ToDictionary(group => group.Key, group => group.First());
        var kept = new HashSet<HandoffItem>();
        foreach (var fact in read.Take(Handoff.MaxItems))
        {
            if (fact.Reference.Length > 0 && known.TryGetValue((fact.Section, fact.Reference, fact.Section is HandoffSection.Hypotheses or HandoffSection.Watch ? fact.Title : ""), out var item) && kept.Add(item)) item.Refresh(fact);
            else db.Add(HandoffItem.Of(number, Guid.CreateVersion7(now), fact));
        }

        // What the giver added by hand is no fact, and stays.
        db.RemoveRange(items.Where(item => !kept.Contains(item) && item is not { Section: HandoffSection.Watch, Reference: "" }));
        handoff.ReadAt = now;
        handoff.Touch();
        return null;
    }, stopping);

    /// <summary>Changes the giver's words and who takes over. Refused for somebody who may not work.</summary>
    public async Task<Outcome<Handoff>> EditAsync(Actor by, HandoffNumber number, string summary, PersonId? taker, CancellationToken stopping, int? version = null)
    {
        var working = Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.IncidentsWork)).ToArray();
        return await desk.RunAsync(by, number, version, "handoff.edited", async loaded =>
        {
            if (taker is not { } id) return loaded.Handoff.Edit(summary, null, "", by).Refusal;
            var known = await loaded.Db.Persons.Where(person => person.Id == id).Select(person => new { person.Name, Works = person.Duties.Any(grant => working.Contains(grant.Duty)) }).SingleOrDefaultAsync(stopping);
            if (known is null) return Refusals.NotFound("That person");
            return known.Works ? loaded.Handoff.Edit(summary, id, known.Name, by).Refusal : Domain.Respond.Incidents.IncidentRefusals.MayNotWork(known.Name);
        }, stopping);
    }

    /// <summary>Adds something to be watched.</summary>
    public Task<Outcome<Handoff>> WatchAsync(Actor by, HandoffNumber number, string text, CancellationToken stopping) => desk.RunAsync(by, number, null, "handoff.watch-added", loaded =>
    {
        var why = loaded.Handoff.GiversDraft(by) ?? (string.IsNullOrWhiteSpace(text) ? HandoffRefusals.TextMissing("watch item") : text.Length > HandoffItem.MaxTextLength ? HandoffRefusals.TextTooLong("watch item") : null);
        if (why is not null) return Task.FromResult<Refusal?>(why);
        loaded.Db.Add(HandoffItem.Of(number, Guid.CreateVersion7(loaded.Now), new(HandoffSection.Watch, "", text.Trim(), "", 0, null, "", IsWork: false)));
        loaded.Handoff.Touch();
        return Task.FromResult<Refusal?>(null);
    }, stopping);

    /// <summary>Writes to one item.</summary>
    public Task<Outcome<Handoff>> NoteAsync(Actor by, HandoffNumber number, Guid id, string note, CancellationToken stopping) => desk.RunAsync(by, number, null, "handoff.item-edited", loaded =>
        Task.FromResult(loaded.Item(id) is Outcome<HandoffItem>.Done(var item) ? loaded.Handoff.Edit(item, note, item.UnownedBecause, by).Refusal : loaded.Item(id).Refusal), stopping);

    /// <summary>Says why open work without an owner is handed over as it is: for one item, or for all of them.</summary>
    /// <param name="id">Null: all that have none.</param>
    public Task<Outcome<Handoff>> ReleaseAsync(Actor by, HandoffNumber number, Guid? id, string reason, CancellationToken stopping) => desk.RunAsync(by, number, null, "handoff.unowned-accepted", loaded =>
    {
        if (string.IsNullOrWhiteSpace(reason)) return Task.FromResult<Refusal?>(HandoffRefusals.TextMissing("reason"));
        var items = loaded.Items.Where(item => id is null ? item.Blocks : item.Id == id).ToList();
        if (items.Count == 0) return Task.FromResult<Refusal?>(Refusals.NotFound("That item"));
        return Task.FromResult(items.Select(item => loaded.Handoff.Edit(item, item.Note, reason, by).Refusal).FirstOrDefault(why => why is not null));
    }, stopping);
}
