using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>What becomes of a release. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Release
{
    /// <summary>Changes what it says. What was decided is open again, for it was about something else.</summary>
    public Outcome<Release> Edit(ReleaseDraft draft, Party by, DateTimeOffset at)
    {
        if (!ReleaseLifecycle.IsEditable(State)) return ReleaseRefusals.NotEditable(State);
        if (draft.Fault() is { } why) return why;
        Draft = draft;
        Note(ReleaseEntryKind.Edited, by.Name, at, draft.Title);
        return Reopen(by, at);
    }

    /// <summary>Adds something to be done. What was decided is open again.</summary>
    public Outcome<Release> AddTask(ReleaseTaskKind kind, string title, PersonId owner, string ownerName, DateTimeOffset? due, Party by, DateTimeOffset at)
    {
        if (!ReleaseLifecycle.IsEditable(State)) return ReleaseRefusals.NotEditable(State);
        if (string.IsNullOrWhiteSpace(title)) return ReleaseRefusals.TextMissing("title");
        if (title.Length > ReleaseTask.MaxTitleLength || title.Any(char.IsControl)) return ReleaseRefusals.BadText("title", ReleaseTask.MaxTitleLength);
        if (_tasks.Count >= MaxTasks) return ReleaseRefusals.TooManyTasks(MaxTasks);
        var task = new ReleaseTask { Number = _tasks.Count + 1, Kind = kind, Title = title.Trim(), DueAt = due };
        task.Give(owner, ownerName);
        _tasks.Add(task);
        Note(ReleaseEntryKind.Task, by.Name, at, $"{task.Title}: for {ownerName}");
        return Reopen(by, at);
    }

    /// <summary>Gives a task that is open to somebody else.</summary>
    public Outcome<Release> GiveTask(int number, PersonId owner, string ownerName, Party by, DateTimeOffset at)
    {
        var found = Open(number);
        if (found is not Outcome<ReleaseTask>.Done(var task)) return found.Refusal ?? ReleaseRefusals.NoTask(number);
        task.Give(owner, ownerName);
        Note(ReleaseEntryKind.Task, by.Name, at, $"{task.Title}: now for {ownerName}");
        return this;
    }

    /// <summary>A task is done, or need not be. Refused for a machine, twice, and without a reason where it need not be.</summary>
    public Outcome<Release> EndTask(int number, string note, bool waived, Party by, DateTimeOffset at)
    {
        if (by.Person is null) return ReleaseRefusals.NotAPerson(by.Name);
        if (waived && string.IsNullOrWhiteSpace(note)) return ReleaseRefusals.TextMissing("reason");
        if (note.Length > ReleaseTask.MaxNoteLength || ReleaseEntry.IsUnprintable(note)) return ReleaseRefusals.BadText("note", ReleaseTask.MaxNoteLength);
        var found = Open(number);
        if (found is not Outcome<ReleaseTask>.Done(var task)) return found.Refusal ?? ReleaseRefusals.NoTask(number);
        task.End(note.Trim(), waived, by, at);
        Note(ReleaseEntryKind.Task, by.Name, at, $"{task.Title}: {(waived ? "not needed" : "done")}");
        return this;
    }

    /// <summary>A task is not done after all. What was decided is open again. Refused for a machine, without a reason, and for a task that is open.</summary>
    public Outcome<Release> ReopenTask(int number, string reason, Party by, DateTimeOffset at)
    {
        if ((Deciding(reason, by) ?? (ReleaseLifecycle.IsEditable(State) ? null : ReleaseRefusals.NotEditable(State))) is { } why) return why;
        if (_tasks.Find(task => task.Number == number) is not { } task) return ReleaseRefusals.NoTask(number);
        if (task.IsOpen) return ReleaseRefusals.TaskOpen(task);
        task.Reopen();
        Note(ReleaseEntryKind.Task, by.Name, at, $"{task.Title}: open again. {reason.Trim()}");
        return Reopen(by, at);
    }

    /// <summary>Says something in the timeline, whatever its state.</summary>
    public Outcome<Release> Comment(string text, Party by, DateTimeOffset at)
    {
        if (ReleaseEntry.Fault("comment", text) is { } why) return why;
        Note(ReleaseEntryKind.Noted, by.Name, at, text.Trim());
        return this;
    }

    /// <summary>Notes in the timeline who has its feature from now on.</summary>
    public void Switched(SwitchRule rule, string reason, Party by, DateTimeOffset at) => Note(ReleaseEntryKind.Switched, by.Name, at, reason.Length > 0 ? $"{rule}. {reason}" : $"{rule}.");

    /// <summary>Decides that it goes out. Refused for a machine, without a reason, while it lacks something, while a task is open, and where not all of it runs.</summary>
    /// <param name="running">What runs in its environment.</param>
    public Outcome<Release> Go(string reason, IReadOnlyCollection<ComponentVersion> running, Party by, DateTimeOffset at)
    {
        if ((Deciding(reason, by) ?? NotReady(running)) is { } why) return why;
        return Decided(MoveTo(ReleaseState.Go, by.Name, at, reason.Trim()), reason, by);
    }

    /// <summary>Decides that it does not go out as it is. Refused for a machine and without a reason.</summary>
    public Outcome<Release> NoGo(string reason, Party by, DateTimeOffset at) =>
        Deciding(reason, by) is { } why ? why : Decided(MoveTo(ReleaseState.NoGo, by.Name, at, reason.Trim()), reason, by);

    /// <summary>Its audience has it from now on. Refused before its date, for whoever said go, and where something no longer runs that has to.</summary>
    /// <param name="by">A person, or the portal itself when the date has come.</param>
    public Outcome<Release> Publish(IReadOnlyCollection<ComponentVersion> running, Party by, DateTimeOffset at)
    {
        if (!ReleaseLifecycle.Allows(State, ReleaseState.Released)) return ReleaseRefusals.NotFrom(State, ReleaseState.Released);
        if (Draft.Date is { } date && at < date) return ReleaseRefusals.TooEarly(date);
        if (DecidedBy?.Person is { } decider && (decider == by.Person || decider == by.Owner)) return ReleaseRefusals.SamePerson(by.Name);
        if (NotReady(running) is { } why) return why;
        ReleasedAt = at;
        return MoveTo(ReleaseState.Released, by.Name, at);
    }

    /// <summary>Takes it away from its audience. What runs stays.</summary>
    public Outcome<Release> Withdraw(string reason, Party by, DateTimeOffset at) => Check(reason) is { } why ? why : MoveTo(ReleaseState.Withdrawn, by.Name, at, reason.Trim());

    /// <summary>Calls it off before anybody had it.</summary>
    public Outcome<Release> Cancel(string reason, Party by, DateTimeOffset at) => Check(reason) is { } why ? why : MoveTo(ReleaseState.Cancelled, by.Name, at, reason.Trim());

    /// <summary>Prepares one again that was withdrawn.</summary>
    public Outcome<Release> PlanAgain(string reason, Party by, DateTimeOffset at)
    {
        if (Check(reason) is { } why) return why;
        if (State != ReleaseState.Withdrawn) return ReleaseRefusals.NotFrom(State, ReleaseState.Planned);
        (DecidedBy, DecidedWhy, ReleasedAt) = (null, "", null);
        return MoveTo(ReleaseState.Planned, by.Name, at, reason.Trim());
    }

    private Outcome<Release> Reopen(Party by, DateTimeOffset at)
    {
        if (State == ReleaseState.Planned) return this;
        (DecidedBy, DecidedWhy) = (null, "");
        return MoveTo(ReleaseState.Planned, by.Name, at);
    }

    private Outcome<Release> Decided(Outcome<Release> moved, string reason, Party by)
    {
        if (moved is Outcome<Release>.Done) (DecidedBy, DecidedWhy) = (by, reason.Trim());
        return moved;
    }

    private Refusal? NotReady(IReadOnlyCollection<ComponentVersion> running)
    {
        if (Draft.Missing() is { Count: > 0 } missing) return ReleaseRefusals.Incomplete(missing);
        if (_tasks.Where(task => task.IsOpen).ToList() is { Count: > 0 } open) return ReleaseRefusals.TasksOpen(open);
        return NotDeployed(running) is { Count: > 0 } absent ? ReleaseRefusals.NotDeployed(Draft.Environment, [.. absent.Select(one => $"{one.Name} {one.Version}")]) : null;
    }

    private Outcome<ReleaseTask> Open(int number)
    {
        if (!ReleaseLifecycle.IsEditable(State)) return ReleaseRefusals.NotEditable(State);
        if (_tasks.Find(task => task.Number == number) is not { } task) return ReleaseRefusals.NoTask(number);
        return task.IsOpen ? task : ReleaseRefusals.TaskOver(task);
    }

    private static Refusal? Deciding(string reason, Party by) => by.Person is null ? ReleaseRefusals.NotAPerson(by.Name) : Check(reason);

    private static Refusal? Check(string reason) => ReleaseEntry.Fault("reason", reason);
}
