using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events.Rest;

/// <summary>What a list of events can be asked for. What is not given does not narrow.</summary>
internal sealed record EventListParameters
{
    [FromQuery(Name = "q"), Description("Beginnings of words in the title or the labels; all must occur")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("open, active, grouped (another event stands for it), snoozed, suppressed, resolved, closed, all, or a state of the handling such as investigating; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "priority"), Description("P1 to P5; repeatable")]
    public string[]? Priority { get; init; }

    [FromQuery(Name = "type"), Description("informational, warning or exception; repeatable")]
    public string[]? Type { get; init; }

    [FromQuery(Name = "owner"), Description("me, none or the id of a person")]
    public string? Owner { get; init; }

    [FromQuery(Name = "source"), Description("The intake, as alertmanager")]
    public string? Source { get; init; }

    [FromQuery(Name = "tag"), Description("The mark of a maintenance window")]
    public string? Tag { get; init; }

    [FromQuery(Name = "group"), Description("Only this event and those it stands for, as EVT-1042")]
    public string? Group { get; init; }

    [FromQuery(Name = "order"), Description("priority (the queue: P1 first, then newest), newest, oldest or lastSeen")]
    public string? Order { get; init; }

    private const string Open = "open", All = "all", Me = "me", Nobody = "none";

    private static readonly Standing[] OpenStandings = [.. EventLifecycle.Open];

    private static readonly string[] StateWords =
        [Open, .. Enum.GetNames<Standing>().Select(name => name.ToLowerInvariant()), All, .. Enum.GetNames<EventState>().Except(Enum.GetNames<Standing>()).Select(name => name.ToLowerInvariant())];

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public EventFilter Read(QueryReader read, PersonId? me)
    {
        var (standings, states) = ReadState(read);
        return new()
        {
            Text = Text ?? "",
            Standings = standings,
            States = states,
            Priorities = read.Names<Priority>("priority", Priority),
            Types = read.Names<EventType>("type", Type),
            Owner = ReadOwner(read, me),
            Unowned = Owner == Nobody,
            Source = Source ?? "",
            Tag = Tag ?? "",
            Group = ReadGroup(read),
            Order = read.Name("order", Order, EventOrder.Priority),
        };
    }

    private EventNumber? ReadGroup(QueryReader read)
    {
        if (string.IsNullOrEmpty(Group)) return null;
        if (EventNumber.TryParse(Group, null, out var number)) return number;
        read.Refuse("group", Group, "the number of an event, as EVT-1042");
        return null;
    }

    /// <summary>Words that tell where an event is found, and words that tell how far its handling is, narrow each other.</summary>
    private (List<Standing> Standings, List<EventState> States) ReadState(QueryReader read)
    {
        var words = read.OneOf("state", State, StateWords);
        if (words.Contains(All)) return ([], []);
        var standings = words.Where(word => word == Open).SelectMany(_ => OpenStandings).ToList();
        var states = new List<EventState>();
        foreach (var word in words.Where(word => word != Open))
        {
            if (Enum.TryParse<Standing>(word, ignoreCase: true, out var standing)) standings.Add(standing);
            else states.Add(Enum.Parse<EventState>(word, ignoreCase: true));
        }

        if (states.Count == 0) return (standings, states);
        if (!standings.Exists(OpenStandings.Contains)) standings.AddRange(OpenStandings);
        if (standings.Contains(Standing.Resolved)) states.Add(EventState.Resolved);
        if (standings.Contains(Standing.Closed)) states.Add(EventState.Closed);
        return (standings, states);
    }

    private PersonId? ReadOwner(QueryReader read, PersonId? me)
    {
        if (string.IsNullOrEmpty(Owner) || Owner == Nobody) return null;
        if (Owner == Me && me is not null) return me;
        if (Guid.TryParse(Owner, out var id)) return new(id);
        read.Refuse("owner", Owner, Owner == Me ? "none or the id of a person, because an API key owns no events" : "me, none or the id of a person");
        return null;
    }
}

/// <summary>Which part of a list is wanted.</summary>
internal sealed record PageParameters
{
    [FromQuery(Name = "limit"), Description("How many at once")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The \"next\" of the answer before")]
    public string? Cursor { get; init; }
}
