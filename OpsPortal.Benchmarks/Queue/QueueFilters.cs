using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Benchmarks.Queue;

/// <summary>One question to the queue.</summary>
/// <param name="Page">Which page is asked for, from 1; the earlier ones are walked through to get there and not counted.</param>
internal sealed record Question(string Name, EventFilter Filter, int Page = 1);

/// <summary>The questions people ask of the queue, and the ones that are hard to answer.</summary>
internal static class QueueFilters
{
    private static readonly Standing[] Open = [Standing.Active, Standing.Snoozed, Standing.Suppressed];

    public static IReadOnlyList<Question> All(ManyEvents content)
    {
        var busy = content.People[0].Person;
        var idle = content.People[^1].Person;
        return
        [
            new("the queue", new()),
            .. Enum.GetValues<Standing>().Select(standing => new Question($"standing {standing}", new() { Standings = [standing] })),
            new("all open", new() { Standings = Open }),
            new("everything", new() { Standings = [] }),
            new("priority P1", new() { Priorities = [Priority.P1] }),
            new("priority P4 or P5", new() { Priorities = [Priority.P4, Priority.P5] }),
            new("type Informational", new() { Types = [EventType.Informational] }),
            new("state Escalated", new() { States = [EventState.Escalated] }),
            new("owner of much", new() { Owner = busy }),
            new("owner of little", new() { Owner = idle }),
            new("unowned", new() { Unowned = true }),
            new("source syslog", new() { Source = "syslog" }),
            new("source that sends nothing", new() { Source = "cloudevents" }),
            new("common word", new() { Text = "example" }),
            new("alert name", new() { Text = "DiskFull" }),
            new("rare word", new() { Text = ManyEvents.RareWord }),
            new("rare word, everything", new() { Text = ManyEvents.RareWord, Standings = [] }),
            new("absent word", new() { Text = "xyzzy" }),
            new("two words", new() { Text = "DiskFull host-0042" }),
            new("common and absent word", new() { Text = "example xyzzy" }),
            new("beginning of a word", new() { Text = "disk" }),
            new("common word, owner of little, P1", new() { Text = "example", Owner = idle, Priorities = [Priority.P1] }),
            new("alert name, everything, newest", new() { Text = "DiskFull", Standings = [], Order = EventOrder.Newest }),
            new("common word, closed", new() { Text = "example", Standings = [Standing.Closed] }),
            new("P3, Warning, unowned, alertmanager", new() { Priorities = [Priority.P3], Types = [EventType.Warning], Unowned = true, Source = "alertmanager" }),
            new("number", new() { Text = "EVT-500000", Standings = [] }),
            new("newest", new() { Order = EventOrder.Newest }),
            new("oldest", new() { Order = EventOrder.Oldest }),
            new("last seen", new() { Order = EventOrder.LastSeen }),
            new("last seen, closed, owner of little", new() { Order = EventOrder.LastSeen, Standings = [Standing.Closed], Owner = idle }),
            new("the queue, page 2", new(), 2),
            new("the queue, page 20", new(), 20),
            new("everything, last seen, page 20", new() { Standings = [], Order = EventOrder.LastSeen }, 20),
        ];
    }
}
