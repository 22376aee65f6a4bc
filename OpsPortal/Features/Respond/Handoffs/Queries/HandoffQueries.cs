using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Handoffs.Facts;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Queries;

/// <summary>A handoff as listed.</summary>
/// <param name="Items">How many lines it has.</param>
/// <param name="Accepted">How many of them are accepted.</param>
public sealed record HandoffRow(HandoffNumber Number, string Subject, HandoffState State, PersonId Giver, string GiverName, PersonId? Taker, string TakerName, DateTimeOffset Until, DateTimeOffset? SignedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? EscalatedAt, int Items, int Accepted, int Version);

/// <summary>A handoff with its lines, in the order in which it is read.</summary>
public sealed record HandoffView(HandoffRow Row, Handoff Handoff, IReadOnlyList<HandoffItem> Items)
{
    /// <summary>The parts that have anything to tell, in order.</summary>
    public IEnumerable<(HandoffSection Section, IReadOnlyList<HandoffItem> Items)> Sections =>
        Items.GroupBy(item => item.Section).OrderBy(group => group.Key).Select(group => (group.Key, (IReadOnlyList<HandoffItem>)[.. HandoffText.InOrder(group)]));

    public int Blocking => Items.Count(item => item.Blocks);

    public int Asked => Items.Count(item => item.Answer == HandoffAnswer.AskedBack);
}

/// <summary>What happened since somebody was last on.</summary>
/// <param name="Since">The end of their last shift, or of the last that they handed over (UTC).</param>
/// <param name="Handoffs">Handed over in between, newest first.</param>
public sealed record SinceLast(DateTimeOffset Since, IReadOnlyList<HandoffFact> Facts, IReadOnlyList<HandoffRow> Handoffs);

/// <summary>The read side of handoffs.</summary>
internal sealed class HandoffQueries(IDbContextFactory<OpsDb> databases, HandoffFacts facts, OnCallBook onCall, TimeProvider clock)
{
    /// <summary>Somebody who was away for longer reads the last days only.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromDays(7);

    /// <summary>Newest first.</summary>
    /// <param name="about">Only of these states; none: all.</param>
    public async Task<Page<HandoffRow>> PageAsync(string text, IReadOnlyList<HandoffState> about, PersonId? person, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = db.Set<Handoff>().AsNoTracking();
        if (about.Count > 0) found = found.Where(handoff => about.Contains(handoff.State));
        if (person is { } one) found = found.Where(handoff => handoff.Giver == one || handoff.Taker == one);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = found.Where(handoff => handoff.Subject.ToLower().Contains(word) || handoff.GiverName.ToLower().Contains(word) || handoff.TakerName.ToLower().Contains(word));
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var after)) found = found.Where(handoff => handoff.Number < new HandoffNumber(after));
        var rows = await RowsAsync(db, found.OrderByDescending(handoff => handoff.Number).Take(limit + 1), stopping);
        return rows.Count <= limit ? new(rows, null) : new([.. rows.Take(limit)], rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Null: there is none.</summary>
    public async Task<HandoffView?> ViewAsync(HandoffNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Handoff>().AsNoTracking().SingleOrDefaultAsync(handoff => handoff.Number == number, stopping) is not { } found) return null;
        var items = await db.Set<HandoffItem>().AsNoTracking().Where(item => item.Handoff == number).ToListAsync(stopping);
        return new(Row(found, items.Count, items.Count(item => item.Answer == HandoffAnswer.Accepted)), found, items);
    }

    /// <summary>What waits for this person: drafts of theirs, what is handed to them, and questions to them.</summary>
    public async Task<IReadOnlyList<HandoffRow>> WaitingAsync(PersonId person, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, db.Set<Handoff>().AsNoTracking().Where(handoff => handoff.State != HandoffState.Accepted && (handoff.Giver == person || handoff.Taker == person)).OrderByDescending(handoff => handoff.Number).Take(20), stopping);
    }

    /// <summary>Open handoffs of an incident; the latest first.</summary>
    public async Task<IReadOnlyList<HandoffRow>> OfIncidentAsync(IncidentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, db.Set<Handoff>().AsNoTracking().Where(handoff => handoff.Incident == number).OrderByDescending(handoff => handoff.Number).Take(20), stopping);
    }

    /// <summary>What happened since this person was last on; null: they are on now, or never were.</summary>
    public async Task<SinceLast?> SinceAsync(PersonId person, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var mine = (await onCall.ReadAsync(now - LongestAway, now.AddTicks(1), null, stopping)).SelectMany(view => view.Shifts.Where(shift => shift.Person == person).Select(shift => (Shift: shift, view.Rotation.Team))).ToList();
        var before = mine.Where(one => one.Shift.Until <= now).OrderByDescending(one => one.Shift.Until).FirstOrDefault();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var given = await db.Set<Handoff>().AsNoTracking().Where(handoff => handoff.Giver == person && handoff.AcceptedAt != null).OrderByDescending(handoff => handoff.AcceptedAt).Select(handoff => handoff.AcceptedAt).FirstOrDefaultAsync(stopping);
        var ended = before.Shift?.Until;
        if ((ended > given || given is null ? ended : given) is not { } since) return null;
        if (now - since > LongestAway) since = now - LongestAway;
        var read = await facts.ReadAsync(db, new(since, now, now, before.Shift is null ? null : before.Team, null), now, stopping);
        var handoffs = await RowsAsync(db, db.Set<Handoff>().AsNoTracking().Where(handoff => handoff.AcceptedAt > since).OrderByDescending(handoff => handoff.Number).Take(20), stopping);
        return new(since, [.. read.Where(fact => fact.Section is HandoffSection.Opened or HandoffSection.Resolved or HandoffSection.Changed or HandoffSection.Incidents)], handoffs);
    }

    private static async Task<IReadOnlyList<HandoffRow>> RowsAsync(OpsDb db, IQueryable<Handoff> found, CancellationToken stopping)
    {
        var counted = await found.Select(handoff => new
        {
            Handoff = handoff,
            Items = db.Set<HandoffItem>().Count(item => item.Handoff == handoff.Number),
            Accepted = db.Set<HandoffItem>().Count(item => item.Handoff == handoff.Number && item.Answer == HandoffAnswer.Accepted),
        }).ToListAsync(stopping);
        return counted.ConvertAll(one => Row(one.Handoff, one.Items, one.Accepted));
    }

    private static HandoffRow Row(Handoff handoff, int items, int accepted) => new(handoff.Number, handoff.Subject, handoff.State, handoff.Giver, handoff.GiverName, handoff.Taker, handoff.TakerName, handoff.Until, handoff.SignedAt, handoff.AcceptedAt,
        handoff.EscalatedAt, items, accepted, handoff.Version);
}
