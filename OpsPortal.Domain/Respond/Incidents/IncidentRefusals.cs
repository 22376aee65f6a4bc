using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>Every expected no of an incident, in the words people read.</summary>
public static class IncidentRefusals
{
    public const string ChangedMeanwhileCode = "incident.changed-meanwhile";
    public const string TextChangedCode = "incident.text-changed";

    public static Refusal NotFrom(IncidentState from, IncidentState to) => new("incident.not-from-state", $"An incident that is {from} cannot become {to}.");

    public static Refusal NotOpen(IncidentState state) => new("incident.not-open", $"This incident is {state}; reopen it first.");

    public static Refusal AlreadyAcknowledged(string by, DateTimeOffset at) => new("incident.already-acknowledged", $"{by} took this incident on at {at.UtcDateTime:HH:mm:ss} UTC.");

    public static Refusal TextMissing(string what) => new("incident.text-missing", $"Write a {what}.");

    public static Refusal TextTooLong(string what, int most) => new("incident.text-too-long", $"The {what} is longer than {most} characters.");

    public static Refusal NothingToOpenFrom() => new("incident.no-title", "Write a title, or choose the events it is about.");

    public static Refusal TooManyEvents(int most) => new("incident.too-many-events", $"An incident holds {most} events at most.");

    public static Refusal EventTaken(EventNumber number, IncidentNumber incident) => new("incident.event-taken", $"{number} is part of {incident} already.");

    public static Refusal EventNotPart(EventNumber number) => new("incident.event-not-part", $"{number} is not part of this incident.");

    public static Refusal EventNotOpen(EventNumber number, EventState state) => new("incident.event-not-open", $"{number} is {state}; only open events become part of an incident.");

    public static Refusal LessonMissing(Priority priority) => new("incident.lesson-missing", $"A {priority} incident is resolved with its cause, and closed with a lesson learned.");

    public static Refusal ChecklistOpen(int left) => new("incident.checklist-open", $"{left} of the checklist for major incidents {(left == 1 ? "is" : "are")} not done yet.");

    public static Refusal ReviewMissing() => new("incident.review-missing", "A major incident is closed after its review.");

    public static Refusal AlreadyHeld() => new("incident.on-hold", "It is on hold already.");

    public static Refusal NotHeld() => new("incident.not-on-hold", "It is not on hold.");

    public static Refusal MajorAlready(bool isMajor) => new("incident.major-already", isMajor ? "It is a major incident already." : "It is no major incident.");

    public static Refusal SamePriority(Priority priority) => new("incident.same-priority", $"It has priority {priority} already.");

    public static Refusal MayNotWork(string name) => new("incident.may-not-work", $"{name} has no duty that allows working incidents.");

    public static Refusal ChangedMeanwhile(string by, IncidentState state) => new(ChangedMeanwhileCode, $"{by} changed this incident meanwhile; it is now {state}. Look again, then decide.");

    public static Refusal TextChanged(string by) => new(TextChangedCode, $"{by} wrote here meanwhile. Both texts are shown; bring them together and save again.");

    public static Refusal TooManyTasks(int most) => new("incident.too-many-tasks", $"An incident has {most} tasks at most.");

    public static Refusal ChecklistIsGiven() => new("incident.invalid-task-kind", "The checklist comes with a major incident; add a task instead.");

    public static Refusal UnknownRole() => new("incident.invalid-role", "The roles are commander, communicator and scribe.");

    public static Refusal TaskDone(string by) => new("incident.task-done", $"{by} has done it already.");

    public static Refusal TaskOpen() => new("incident.task-open", "It is not done yet.");

    public static Refusal HypothesisSettled(HypothesisState state) => new("incident.hypothesis-settled", $"It is {state.ToString().ToLowerInvariant()} already.");

    public static Refusal BadTarget(Priority priority) => new("incident.invalid-target", $"The targets of {priority} must lie between a minute and a year, the resolution not before the response.");

    public static Refusal TargetsFall(Priority priority) => new("incident.invalid-target", $"{priority} would have to be quicker than {priority - 1}, which is more pressing.");
}
