using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>Every expected no of an event, in the words people read.</summary>
public static class EventRefusals
{
    public static Refusal NotFrom(EventState from, EventState to) =>
        new("event.not-from-state", $"An event that is {from} cannot become {to}.");

    public static Refusal AlreadyAcknowledged(string by, DateTimeOffset at) =>
        new("event.already-acknowledged", $"{by} acknowledged this event at {at.UtcDateTime:HH:mm:ss} UTC.");

    public static Refusal NotOpen(EventState state) =>
        new("event.not-open", $"This event is {state}; reopen it first.");

    public static Refusal JudgedAlready(Usefulness? usefulness) =>
        new("event.judged-already", usefulness is null ? "Nobody has said yet whether it was worth their time." : $"It is marked as {usefulness.ToString()!.ToLowerInvariant()} already.");

    public static Refusal NotSettled() => new("event.not-settled", "Its condition has not come to rest, or was never restless.");

    public static Refusal NotSnoozed() => new("event.not-snoozed", "This event is not snoozed.");

    public static Refusal SnoozeInPast() => new("event.snooze-in-past", "Snooze until a time that is still to come.");

    public static Refusal SnoozeTooLong(TimeSpan most) =>
        new("event.snooze-too-long", $"An event can be snoozed for {most.TotalDays:0} days at most.");

    public static Refusal TextMissing(string what) => new("event.text-missing", $"Write a {what}.");

    public static Refusal TextTooLong(string what) =>
        new("event.text-too-long", $"The {what} is longer than {EventEntry.MaxTextLength} characters.");

    public static Refusal LessonMissing(Priority priority) =>
        new("event.lesson-missing", $"A {priority} event is closed with a lesson learned.");

    public static Refusal OwnerMayNotWork(string name) =>
        new("event.owner-may-not-work", $"{name} has no duty that allows working events.");

    public static Refusal ChangedMeanwhile(string by, EventState state) =>
        new("event.changed-meanwhile", $"{by} changed this event meanwhile; it is now {state}. Look again, then decide.");
}
