using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Queries;

namespace OpsPortal.Features.Respond.Incidents.Rest;

/// <summary>What a list of incidents can be asked for. What is not given does not narrow.</summary>
internal sealed record IncidentListParameters
{
    [FromQuery(Name = "q"), Description("Words of the title or the service, or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("open, all, or new, investigating, mitigated, resolved, closed; repeatable. Not given: open")]
    public string[]? State { get; init; }

    [FromQuery(Name = "priority"), Description("P1 to P5; repeatable")]
    public string[]? Priority { get; init; }

    [FromQuery(Name = "owner"), Description("me, none or the id of a person")]
    public string? Owner { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    [FromQuery(Name = "major"), Description("true or false")]
    public string? Major { get; init; }

    [FromQuery(Name = "event"), Description("An event they are about, as EVT-1042")]
    public string? Event { get; init; }

    private const string Open = "open", All = "all";

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public IncidentFilter Read(QueryReader read, PersonId? me)
    {
        var words = read.OneOf("state", State, [Open, All, .. Enum.GetNames<IncidentState>().Select(name => name.ToLowerInvariant())]);
        var owner = Owner == "me" ? me : Guid.TryParse(Owner, out var id) ? new PersonId(id) : (PersonId?)null;
        if (Owner is { Length: > 0 } and not "none" && owner is null) read.Refuse("owner", Owner, Owner == "me" ? "none or the id of a person, because an API key owns no incidents" : "me, none or the id of a person");
        if (Event is { Length: > 0 } && !EventNumber.TryParse(Event, null, out _)) read.Refuse("event", Event, "an event as EVT-1042");
        return new()
        {
            Text = Text ?? "",
            States = words.Count == 0 || words.Contains(Open) ? IncidentLifecycle.Open : words.Contains(All) ? [] : [.. words.Select(word => Enum.Parse<IncidentState>(word, ignoreCase: true))],
            Priorities = read.Names<Priority>("priority", Priority),
            Owner = owner,
            Unowned = Owner == "none",
            Service = Service ?? "",
            IsMajor = read.OneOf("major", Major is null ? [] : [Major], ["true", "false"]) is [var major] ? major == "true" : null,
            Event = EventNumber.TryParse(Event, null, out var number) ? number : null,
        };
    }
}

/// <summary>How one target of an incident stands.</summary>
/// <param name="State">running, near, paused, met or missed.</param>
internal sealed record ClockItem(TargetState State, TimeSpan Target, TimeSpan Used, DateTimeOffset? DueAt)
{
    public static ClockItem Of(IncidentClock clock) => new(clock.State, clock.Target, clock.Used, clock.DueAt);
}

/// <summary>An incident in a list.</summary>
internal sealed record IncidentItem(
    string Number, string Title, string Service, Priority Priority, bool Major, IncidentState State, Guid? OwnerId, string Owner, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, int Events, ClockItem Response, ClockItem Resolution, int Version)
{
    public static IncidentItem Of(IncidentRow row) => new(row.Number.ToString(), row.Title, row.Service, row.Priority, row.IsMajor, row.State, row.Owner?.Value, row.OwnerName, row.OpenedAt, row.ChangedAt, row.Events,
        ClockItem.Of(row.Response), ClockItem.Of(row.Resolution), row.Version);
}

internal sealed record MemberItem(string Number, string Title, Priority Priority, EventState State, Condition Condition, DateTimeOffset JoinedAt);

internal sealed record TaskItem(Guid Id, TaskKind Kind, string Text, string Owner, DateTimeOffset? DueAt, DateTimeOffset? DoneAt, string DoneBy);

internal sealed record HypothesisItem(Guid Id, string Text, HypothesisState State, string Because, string By);

/// <summary>One line of a timeline.</summary>
internal sealed record IncidentEntryItem(long Id, DateTimeOffset At, IncidentEntryKind Kind, string Actor, IncidentState? From, IncidentState? To, string? Event, string Text)
{
    public static IncidentEntryItem Of(IncidentEntry entry) => new(entry.Id, entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Event?.ToString(), entry.Text);
}

/// <summary>An incident in full; its timeline has an address of its own.</summary>
internal sealed record IncidentDetail(
    IncidentItem Incident, string Description, int DescriptionVersion, string OpenedBy, string Commander, string Communicator, string Scribe, DateTimeOffset? AcknowledgedAt, string AcknowledgedBy, DateTimeOffset? ResolvedAt,
    DateTimeOffset? ClosedAt, DateTimeOffset? HeldSince, string HeldWhy, ResolutionCode? Resolution, string Cause, string Lesson, string Review, DateTimeOffset? ReviewedAt, string LastUpdate, DateTimeOffset? LastUpdateAt,
    IReadOnlyList<MemberItem> Events, IReadOnlyList<TaskItem> Tasks, IReadOnlyList<HypothesisItem> Hypotheses)
{
    public static IncidentDetail Of(IncidentView view)
    {
        var incident = view.Incident;
        return new(IncidentItem.Of(view.Row), incident.Description, incident.DescriptionVersion, incident.OpenedBy, incident.CommanderName, incident.CommunicatorName, incident.ScribeName, incident.AcknowledgedAt, incident.AcknowledgedBy,
            incident.ResolvedAt, incident.ClosedAt, incident.HeldSince, incident.HeldWhy, incident.Resolution, incident.Cause, incident.Lesson, incident.Review, incident.ReviewedAt, incident.LastUpdate, incident.LastUpdateAt,
            [.. view.Events.Select(member => new MemberItem(member.Number.ToString(), member.Title, member.Priority, member.State, member.Condition, member.JoinedAt))],
            [.. view.Tasks.Select(task => new TaskItem(task.Id, task.Kind, task.Text, task.OwnerName, task.DueAt, task.DoneAt, task.DoneBy))],
            [.. view.Hypotheses.Select(hypothesis => new HypothesisItem(hypothesis.Id, hypothesis.Text, hypothesis.State, hypothesis.Because, hypothesis.By))]);
    }
}

/// <param name="Title">May be left out where there are events.</param>
/// <param name="Events">Numbers, as EVT-1042.</param>
internal sealed record NewIncident(string Title = "", string Service = "", Priority? Priority = null, IReadOnlyList<string>? Events = null, string Description = "", bool Major = false);

internal sealed record IncidentOwner(Guid? Person);

internal sealed record IncidentText(string Text = "");

internal sealed record IncidentReason(string Reason = "");

internal sealed record IncidentResolution(ResolutionCode Code, string Cause = "");

internal sealed record IncidentLesson(string Lesson = "");

internal sealed record IncidentPriority(Priority Priority, string Reason = "");

internal sealed record IncidentMajor(bool Major, string Reason = "");

/// <param name="Seen">The descriptionVersion that was read.</param>
internal sealed record IncidentDescription(int Seen, string Text = "");

internal sealed record IncidentReview(string Findings = "", string Lesson = "");

internal sealed record JoiningEvents(IReadOnlyList<string> Events);

internal sealed record NewTask(string Text = "", TaskKind Kind = TaskKind.Work, Guid? Owner = null, DateTimeOffset? DueAt = null);

internal sealed record TaskDone(bool Done);

internal sealed record HypothesisSettled(HypothesisState State, string Because = "");
