using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>The addition, modification or removal of anything that could affect services, from the request to its review.</summary>
/// <remarks>
/// All instants are UTC. Revisions and timeline are kept beside it; <see cref="NewRevisions"/> and <see cref="NewEntries"/> hold what this instance has added.
/// The approvals are kept beside it too: the state only repeats what they say.
/// </remarks>
public sealed partial class Change
{
    /// <summary>Most persons, keys and addresses that took part in one change.</summary>
    public const int MaxParticipants = 5000;

    private readonly List<ChangeEntry> _newEntries = [];
    private readonly List<ChangeRevision> _newRevisions = [];
    private readonly List<Participant> _participants = [];

    public ChangeNumber Number { get; init; }

    /// <summary>The plan as it is now.</summary>
    public ChangePlan Plan { get; private set; } = new() { Title = "" };

    /// <summary>Of the plan: 1 as requested, raised by every edit.</summary>
    public int Revision { get; private set; }

    /// <summary>Who saved that revision, as shown.</summary>
    public string EditedBy { get; private set; } = "";

    public ChangeState State { get; private set; }

    public required Party RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Everybody who asked for it, edited it, wrote what it deploys, or started it, in the order they came to it. Nobody is ever taken out.</summary>
    public IReadOnlyList<Participant> Participants => _participants;

    /// <summary>The number of the last round in which approval was asked for; 0: none.</summary>
    public int Round { get; private set; }

    /// <summary>As it was assessed when approval was last asked for.</summary>
    public RiskLevel Risk { get; private set; }

    /// <summary>In points.</summary>
    public int RiskTotal { get; private set; }

    /// <summary>When it began; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Who started it, as shown; empty: nobody yet.</summary>
    public string StartedBy { get; private set; } = "";

    /// <summary>It began without its approvals.</summary>
    public bool BrokeGlass { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<ChangeEntry> NewEntries => _newEntries;

    /// <summary>Revisions that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<ChangeRevision> NewRevisions => _newRevisions;

    /// <summary>What approval of the plan as it is now would be bound to.</summary>
    public string ContentHashUnder(Policies.PolicyReference policy) => ContentHash.Of(Number, Plan, policy);

    /// <summary>A new change, as a draft. Refused for a plan that cannot stand; what it still lacks may come later.</summary>
    /// <param name="by">A person or a machine.</param>
    public static Outcome<Change> Request(ChangeNumber number, ChangePlan plan, Party by, DateTimeOffset at)
    {
        if (PlanCheck.Faults(plan) is [var fault, ..]) return fault.Why;
        var requested = new Change { Number = number, Plan = plan.AsKept(), RequestedBy = by, RequestedAt = at };
        requested._participants.Add(new(by, Part.Requester));
        requested.Keep(by, "", at);
        return requested;
    }

    private void Keep(Party by, string note, DateTimeOffset at)
    {
        Revision++;
        EditedBy = by.Name;
        _newRevisions.Add(new() { Change = Number, Number = Revision, Plan = Plan, By = by, At = at, Note = note });
        Note(new() { Change = Number, At = at, Kind = Revision == 1 ? ChangeEntryKind.Requested : ChangeEntryKind.Edited, Actor = by.Name, Revision = Revision, Text = note });
    }

    private void Join(Participant participant)
    {
        if (!_participants.Contains(participant)) _participants.Add(participant);
    }

    private Outcome<Change> MoveTo(ChangeState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!ChangeLifecycle.Allows(State, next)) return ChangeRefusals.NotFrom(State, next);
        Note(new() { Change = Number, At = at, Kind = ChangeEntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        return this;
    }

    private void Note(ChangeEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private static Refusal? Check(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? ChangeRefusals.TextMissing(what) : text.Length > ChangeEntry.MaxTextLength ? ChangeRefusals.TooLong(what, ChangeEntry.MaxTextLength) : null;
}
