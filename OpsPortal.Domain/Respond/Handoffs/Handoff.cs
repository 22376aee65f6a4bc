using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Domain.Respond.Handoffs;

/// <summary>Work that changes hands: generated from the facts, edited and signed by the giver, accepted by the taker.</summary>
/// <remarks>Whose work it is changes with the acceptance and not before. After that nothing of it changes any more. All instants are UTC.</remarks>
public sealed class Handoff
{
    /// <summary>Longest words of the giver, in characters.</summary>
    public const int MaxSummaryLength = 4000;

    /// <summary>Most lines of one handoff; of each part the most pressing are kept.</summary>
    public const int MaxItems = 5000;

    public HandoffNumber Number { get; init; }

    /// <summary>The rotation whose shift ends; null: it is about one incident.</summary>
    public Guid? Rotation { get; init; }

    /// <summary>As people call it: the shift, or the incident.</summary>
    public required string Subject { get; init; }

    /// <summary>The incident it is about; null: about a shift.</summary>
    public IncidentNumber? Incident { get; init; }

    /// <summary>When the giver's shift began.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>When it ends and the next begins.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>When the next shift ends.</summary>
    public DateTimeOffset NextUntil { get; init; }

    public PersonId Giver { get; init; }

    public required string GiverName { get; init; }

    /// <summary>Null: nobody has been chosen yet.</summary>
    public PersonId? Taker { get; private set; }

    public string TakerName { get; private set; } = "";

    /// <summary>What the giver wants to say first.</summary>
    public string Summary { get; private set; } = "";

    public HandoffState State { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the facts were read last.</summary>
    public DateTimeOffset ReadAt { get; set; }

    public DateTimeOffset? SignedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When somebody was told that nobody has accepted it though the next shift has begun; null: nobody was.</summary>
    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>When that was taken back, because somebody accepted; null: it was not.</summary>
    public DateTimeOffset? AlarmEndedAt { get; private set; }

    /// <summary>The SHA-256 of the text as it was accepted, in hex; empty before.</summary>
    public string Seal { get; private set; } = "";

    /// <summary>Raised by every change, also of its items; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Edits the words of the giver and who takes over. Refused unless it is the giver's draft.</summary>
    public Outcome<Handoff> Edit(string summary, PersonId? taker, string takerName, Actor by)
    {
        if (GiversDraft(by) is { } why) return why;
        if (summary.Length > MaxSummaryLength) return HandoffRefusals.TextTooLong("summary");
        if (taker == Giver) return HandoffRefusals.NotToOneself();
        (Summary, Taker, TakerName) = (summary.Trim(), taker, taker is null ? "" : takerName);
        Version++;
        return this;
    }

    /// <summary>Changes an item of the draft.</summary>
    public Outcome<Handoff> Edit(HandoffItem item, string note, string unownedBecause, Actor by)
    {
        if (GiversDraft(by) is { } why) return why;
        if (Math.Max(note.Length, unownedBecause.Length) > HandoffItem.MaxTextLength) return HandoffRefusals.TextTooLong("note");
        (item.Note, item.UnownedBecause) = (note.Trim(), unownedBecause.Trim());
        Version++;
        return this;
    }

    /// <summary>Whether this actor may bring the draft up to date or add to it.</summary>
    public Refusal? GiversDraft(Actor by) => by.Person != Giver ? HandoffRefusals.OnlyGiver(GiverName) : State != HandoffState.Draft ? HandoffRefusals.NotDraft(State) : null;

    /// <summary>The facts were read anew, or an item was added.</summary>
    public void Touch() => Version++;

    /// <summary>The giver stands for it. Refused without a taker, and while open work has neither an owner nor a reason for having none.</summary>
    public Outcome<Handoff> Sign(IReadOnlyCollection<HandoffItem> items, Actor by, DateTimeOffset at)
    {
        if (GiversDraft(by) is { } why) return why;
        if (Taker is null) return HandoffRefusals.NoTaker();
        var blocking = items.Where(item => item.Blocks).OrderBy(item => item.Weight).ToList();
        if (blocking.Count > 0) return HandoffRefusals.Unowned(blocking.Count, blocking[0].Reference);
        foreach (var item in items) (item.Answer, item.Question, item.Reply) = (HandoffAnswer.None, "", "");
        return MoveTo(HandoffState.Signed, signedAt: at);
    }

    /// <summary>The giver takes it back, to change it. What was accepted already stays with the taker.</summary>
    public Outcome<Handoff> Withdraw(Actor by) => by.Person != Giver ? HandoffRefusals.OnlyGiver(GiverName) : MoveTo(HandoffState.Draft, signedAt: null);

    /// <summary>The taker takes items over; with the last of all the handoff is accepted. Refused while a question is open about one of them.</summary>
    /// <param name="items">All of the handoff.</param>
    /// <param name="accepted">Those that are taken over now.</param>
    /// <param name="text">The handoff as text, made once everything is accepted; what it is sealed by.</param>
    public Outcome<Handoff> Accept(IReadOnlyCollection<HandoffItem> items, IReadOnlyCollection<HandoffItem> accepted, Func<string> text, Actor by, DateTimeOffset at)
    {
        if (Takers(by) is { } why) return why;
        foreach (var item in accepted) item.Answer = HandoffAnswer.Accepted;
        Version++;
        if (items.Any(item => item.Answer != HandoffAnswer.Accepted)) return Settled(items);
        (State, AcceptedAt) = (HandoffState.Accepted, at);
        Seal = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text())));
        return this;
    }

    /// <summary>The taker asks about an item before taking it over.</summary>
    public Outcome<Handoff> AskBack(HandoffItem item, string question, Actor by)
    {
        if (Takers(by) is { } why) return why;
        if (string.IsNullOrWhiteSpace(question)) return HandoffRefusals.TextMissing("question");
        if (question.Length > HandoffItem.MaxTextLength) return HandoffRefusals.TextTooLong("question");
        (item.Answer, item.Question, item.Reply) = (HandoffAnswer.AskedBack, question.Trim(), "");
        (State, Version) = (HandoffState.AskedBack, Version + 1);
        return this;
    }

    /// <summary>The giver answers a question; with the last of them the taker is asked again.</summary>
    public Outcome<Handoff> Reply(IReadOnlyCollection<HandoffItem> items, HandoffItem item, string reply, Actor by)
    {
        if (by.Person != Giver) return HandoffRefusals.OnlyGiver(GiverName);
        if (!HandoffLifecycle.IsWaiting(State)) return HandoffRefusals.NotWaiting(State);
        if (item.Answer != HandoffAnswer.AskedBack) return HandoffRefusals.NoQuestion();
        if (string.IsNullOrWhiteSpace(reply)) return HandoffRefusals.TextMissing("reply");
        if (reply.Length > HandoffItem.MaxTextLength) return HandoffRefusals.TextTooLong("reply");
        (item.Answer, item.Reply) = (HandoffAnswer.None, reply.Trim());
        Version++;
        return Settled(items);
    }

    /// <summary>Notes that somebody was told: the next shift has begun and nobody has accepted.</summary>
    public void Escalate(DateTimeOffset at)
    {
        EscalatedAt = at;
        Version++;
    }

    /// <summary>Notes that the alarm is over.</summary>
    public void EndAlarm(DateTimeOffset at)
    {
        AlarmEndedAt = at;
        Version++;
    }

    private Outcome<Handoff> Settled(IReadOnlyCollection<HandoffItem> items)
    {
        State = items.Any(item => item.Answer == HandoffAnswer.AskedBack) ? HandoffState.AskedBack : HandoffState.Signed;
        return this;
    }

    private Refusal? Takers(Actor by) =>
        !HandoffLifecycle.IsWaiting(State) ? HandoffRefusals.NotWaiting(State) : by.Person is null ? HandoffRefusals.NotPerson() : by.Person != Taker ? HandoffRefusals.OnlyTaker(TakerName) : null;

    private Outcome<Handoff> MoveTo(HandoffState next, DateTimeOffset? signedAt)
    {
        if (!HandoffLifecycle.Allows(State, next)) return HandoffRefusals.NotFrom(State, next);
        (State, SignedAt, Version) = (next, signedAt, Version + 1);
        return this;
    }
}
