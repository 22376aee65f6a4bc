using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>The events, tasks and hypotheses of an incident: what is said about them stands in its timeline.</summary>
public sealed partial class Incident
{
    /// <summary>The checklist of a major incident, in the order of doing.</summary>
    public static IReadOnlyList<string> MajorChecklist { get; } =
    [
        "Name a commander, a communicator and a scribe",
        "Open a call or a room, and write down how to join it",
        "Tell stakeholders that you know, and when they will hear more",
        "Look at what was changed or deployed shortly before",
        "Decide whether to roll back, fail over or fix forward",
        "Tell stakeholders at least every 30 minutes",
        "Say that the service is restored, and watch it",
        "Set a date for the review",
    ];

    /// <summary>An event becomes part of it. A graver event makes the incident graver, a lesser one never makes it less.</summary>
    /// <param name="now">How many events it holds already.</param>
    public Outcome<IncidentEvent> Join(Event joining, int now, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) return IncidentRefusals.NotOpen(State);
        if (!joining.IsOpen) return IncidentRefusals.EventNotOpen(joining.Number, joining.State);
        if (now >= MaxEvents) return IncidentRefusals.TooManyEvents(MaxEvents);
        Note(IncidentEntryKind.EventJoined, by.Name, at, joining.Title, joining.Number);
        if (Service.Length == 0) Service = joining.Service;
        if (joining.Priority < Priority)
        {
            Note(IncidentEntryKind.Reprioritised, by.Name, at, $"{Priority} → {joining.Priority}: {joining.Number} joined", joining.Number);
            Priority = joining.Priority;
        }

        return new IncidentEvent { Incident = Number, Event = joining.Number, JoinedAt = at, By = by.Name };
    }

    /// <summary>An event is part of it no longer.</summary>
    public void Leave(EventNumber leaving, Actor by, DateTimeOffset at) => Note(IncidentEntryKind.EventLeft, by.Name, at, "", leaving);

    /// <summary>Keeps what happened to one of its events.</summary>
    /// <param name="line">The line of the event's timeline that says so.</param>
    public void Tell(EventNumber about, long line, string actor, string what, DateTimeOffset at) =>
        Note(new() { Incident = Number, At = at, Kind = IncidentEntryKind.EventTold, Actor = actor, Text = what, Event = about, EventEntry = line });

    /// <param name="now">How many tasks it has already.</param>
    public Outcome<IncidentTask> AddTask(Guid id, TaskKind kind, string text, DateTimeOffset? dueAt, int now, Actor by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(text)) return IncidentRefusals.TextMissing("task");
        if (text.Trim().Length > IncidentTask.MaxTextLength) return IncidentRefusals.TextTooLong("task", IncidentTask.MaxTextLength);
        if (now >= MaxTasks) return IncidentRefusals.TooManyTasks(MaxTasks);
        if (State == IncidentState.Closed && kind != TaskKind.FollowUp) return IncidentRefusals.NotOpen(State);
        var task = new IncidentTask { Id = id, Incident = Number, Kind = kind, Text = text.Trim(), DueAt = dueAt, CreatedAt = at };
        if (kind != TaskKind.Checklist) Note(IncidentEntryKind.TaskAdded, by.Name, at, task.Text);
        return task;
    }

    public Outcome<IncidentTask> Finish(IncidentTask task, Actor by, DateTimeOffset at)
    {
        if (task.DoneAt is not null) return IncidentRefusals.TaskDone(task.DoneBy);
        (task.DoneAt, task.DoneBy) = (at, by.Name);
        Note(IncidentEntryKind.TaskDone, by.Name, at, task.Text);
        return task;
    }

    public Outcome<IncidentTask> Unfinish(IncidentTask task, Actor by, DateTimeOffset at)
    {
        if (task.DoneAt is null) return IncidentRefusals.TaskOpen();
        (task.DoneAt, task.DoneBy) = (null, "");
        Note(IncidentEntryKind.TaskReopened, by.Name, at, task.Text);
        return task;
    }

    public Outcome<Hypothesis> Suppose(Guid id, string text, Actor by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(text)) return IncidentRefusals.TextMissing("hypothesis");
        if (text.Trim().Length > Hypothesis.MaxTextLength) return IncidentRefusals.TextTooLong("hypothesis", Hypothesis.MaxTextLength);
        var supposed = new Hypothesis { Id = id, Incident = Number, Text = text.Trim(), CreatedAt = at, By = by.Name };
        Note(IncidentEntryKind.Supposed, by.Name, at, supposed.Text);
        return supposed;
    }

    /// <summary>Says that a hypothesis holds or does not, and why.</summary>
    public Outcome<Hypothesis> Settle(Hypothesis hypothesis, HypothesisState state, string because, Actor by, DateTimeOffset at)
    {
        if (Check(because, "reason") is { } why) return why;
        if (because.Trim().Length > Hypothesis.MaxTextLength) return IncidentRefusals.TextTooLong("reason", Hypothesis.MaxTextLength);
        if (state == hypothesis.State) return IncidentRefusals.HypothesisSettled(state);
        (hypothesis.State, hypothesis.Because) = (state, because.Trim());
        Note(IncidentEntryKind.Supposed, by.Name, at, $"{hypothesis.Text}: {state.ToString().ToLowerInvariant()}, because {because.Trim()}");
        return hypothesis;
    }
}
