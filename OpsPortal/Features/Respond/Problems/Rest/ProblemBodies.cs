using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Respond.Problems.Queries;

namespace OpsPortal.Features.Respond.Problems.Rest;

/// <summary>What a list of problems can be asked for. What is not given does not narrow.</summary>
internal sealed record ProblemListParameters
{
    [FromQuery(Name = "q"), Description("Words of the title, the service, the pattern, the cause or the workaround, or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("open, all, or proposed, confirmed, knownError, resolved, closed, dismissed; repeatable. Not given: open")]
    public string[]? State { get; init; }

    [FromQuery(Name = "priority"), Description("P1 to P5; repeatable")]
    public string[]? Priority { get; init; }

    [FromQuery(Name = "owner"), Description("me, none or the id of a person")]
    public string? Owner { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    [FromQuery(Name = "event"), Description("An event that is linked, as EVT-1042")]
    public string? Event { get; init; }

    [FromQuery(Name = "incident"), Description("An incident that is linked, as INC-42")]
    public string? Incident { get; init; }

    private const string Open = "open", All = "all";

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public ProblemFilter Read(QueryReader read, PersonId? me)
    {
        var words = read.OneOf("state", State, [Open, All, .. Enum.GetNames<ProblemState>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])]);
        var owner = Owner == "me" ? me : Guid.TryParse(Owner, out var id) ? new PersonId(id) : (PersonId?)null;
        if (Owner is { Length: > 0 } and not "none" && owner is null) read.Refuse("owner", Owner, Owner == "me" ? "none or the id of a person, because an API key owns no problems" : "me, none or the id of a person");
        if (Event is { Length: > 0 } && !EventNumber.TryParse(Event, null, out _)) read.Refuse("event", Event, "an event as EVT-1042");
        if (Incident is { Length: > 0 } && !IncidentNumber.TryParse(Incident, null, out _)) read.Refuse("incident", Incident, "an incident as INC-42");
        return new()
        {
            Text = Text ?? "",
            States = words.Count == 0 || words.Contains(Open) ? ProblemLifecycle.Open : words.Contains(All) ? [] : [.. words.Select(word => Enum.Parse<ProblemState>(word, ignoreCase: true))],
            Priorities = read.Names<Priority>("priority", Priority),
            Owner = owner,
            Unowned = Owner == "none",
            Service = Service ?? "",
            Event = EventNumber.TryParse(Event, null, out var number) ? number : null,
            Incident = IncidentNumber.TryParse(Incident, null, out var incident) ? incident : null,
        };
    }
}

/// <summary>A problem in a list.</summary>
/// <param name="Occurrences">Events of its pattern within the last 30 days.</param>
/// <param name="Verdict">Whether its fix holds; null: none is in place.</param>
internal sealed record ProblemItem(
    string Number, string Title, string Service, Priority Priority, ProblemState State, Guid? OwnerId, string Owner, string Team, string Why, DateTimeOffset ProposedAt, DateTimeOffset ChangedAt, int Events, int Incidents,
    long Occurrences, DateTimeOffset? LastAt, FixVerdict? Verdict, int Version)
{
    public static ProblemItem Of(ProblemRow row) => new(row.Number.ToString(), row.Title, row.Service, row.Priority, row.State, row.Owner?.Value, row.OwnerName, row.TeamName, row.Why, row.ProposedAt, row.ChangedAt, row.Events, row.Incidents,
        row.Occurrences, row.LastAt, row.Verdict, row.Version);
}

/// <summary>So many recurrences in so many days.</summary>
internal sealed record CountedItem(long Recurrences, double Days)
{
    public static CountedItem Of(Counted counted) => new(counted.Count, counted.Exposure.TotalDays);
}

/// <summary>How a fix has done.</summary>
/// <param name="Ratio">The rate since the fix divided by the rate before; null: it cannot be said.</param>
/// <param name="Low">With high the interval that holds the true ratio; high null: it has no upper end.</param>
/// <param name="Probability">How probable so few recurrences would be if the fix had changed nothing.</param>
/// <param name="NeededDays">How many days after the fix it takes with no further recurrence until it can be told that it helped; null: never.</param>
internal sealed record FixItem(FixVerdict Verdict, CountedItem Before, CountedItem After, double? Ratio, double Low, double? High, double Probability, double? NeededDays, DateTimeOffset? LastAt)
{
    public static FixItem? Of(MeasuredFix? fix) => fix is null ? null
        : new(fix.Verdict, CountedItem.Of(fix.Before), CountedItem.Of(fix.After), fix.Ratio, fix.Low, double.IsFinite(fix.High) ? fix.High : null, fix.Probability, fix.Needed?.TotalDays, fix.LastAt);
}

/// <summary>How often it came back.</summary>
/// <param name="From">Where the first of the days begins (UTC).</param>
/// <param name="Days">Recurrences of each day.</param>
internal sealed record RecurrenceItem(DateTimeOffset From, IReadOnlyList<int> Days, int Total, long Events, DateTimeOffset? LastAt, FixItem? Fix)
{
    public static RecurrenceItem? Of(RecurrenceView? recurrence) => recurrence is null ? null : new(recurrence.From, recurrence.Days, recurrence.Total, recurrence.Events, recurrence.LastAt, FixItem.Of(recurrence.Fix));
}

internal sealed record LinkedItem(string Number, string Title, Priority Priority);

/// <summary>One line of a timeline.</summary>
internal sealed record ProblemEntryItem(long Id, DateTimeOffset At, ProblemEntryKind Kind, string Actor, ProblemState? From, ProblemState? To, string About, string Text)
{
    public static ProblemEntryItem Of(ProblemEntry entry) => new(entry.Id, entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.About, entry.Text);
}

/// <summary>A problem in full; its timeline has an address of its own.</summary>
/// <param name="Labels">What an event must bear to be recognised, each label with this value; empty: whatever it bears.</param>
internal sealed record ProblemDetail(
    ProblemItem Problem, string What, IReadOnlyDictionary<string, string> Labels, string ProposedBy, string Grounds, string Description, string RootCause, string Workaround, int TextVersion, DateTimeOffset? KnownErrorAt, string Change, DateTimeOffset? FixedAt, DateTimeOffset? ResolvedAt,
    DateTimeOffset? EndedAt, RecurrenceItem? Recurrence, IReadOnlyList<LinkedItem> Events, IReadOnlyList<LinkedItem> Incidents)
{
    public static ProblemDetail Of(ProblemView view)
    {
        var problem = view.Problem;
        return new(ProblemItem.Of(view.Row), problem.What, problem.Labels.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal), problem.ProposedBy, problem.Grounds, problem.Description, problem.RootCause, problem.Workaround, problem.TextVersion, problem.KnownErrorAt, problem.Change, problem.FixedAt, problem.ResolvedAt,
            problem.EndedAt, RecurrenceItem.Of(view.Recurrence), [.. view.Events.Select(e => new LinkedItem(e.Number.ToString(), e.Title, e.Priority))], [.. view.Incidents.Select(incident => new LinkedItem(incident.Number.ToString(), incident.Title, incident.Priority))]);
    }
}

/// <param name="Title">May be left out where there are events or incidents.</param>
/// <param name="What">The alert or rule it is recognised by; left out: that of the gravest event.</param>
/// <param name="Events">Numbers, as EVT-1042.</param>
/// <param name="Incidents">Numbers, as INC-42.</param>
internal sealed record NewProblem(string Title = "", string What = "", string Service = "", Priority? Priority = null, string Reason = "", IReadOnlyList<string>? Events = null, IReadOnlyList<string>? Incidents = null);

internal sealed record ProblemNote(string Text = "");

internal sealed record ProblemReason(string Reason = "");

/// <param name="Seen">The textVersion that was read.</param>
internal sealed record ProblemTexts(int Seen, string Title = "", string Description = "", string RootCause = "", string Workaround = "");

internal sealed record ProblemOwner(Guid? Person, Guid? Team);

internal sealed record ProblemPriority(Priority Priority, string Reason = "");

/// <param name="What">The alert or rule; empty: it is recognised by nothing.</param>
/// <param name="Labels">What an event must bear besides, each label with this value, at most five; left out: as before.</param>
internal sealed record ProblemRecognition(string? What = null, string Service = "", IReadOnlyDictionary<string, string?>? Labels = null)
{
    public IReadOnlyCollection<Label>? Conditions() => Labels?.Select(label => new Label(label.Key, label.Value ?? "")).ToList();
}

/// <param name="Change">CHG-12, or an address; empty: none is named.</param>
/// <param name="FixedAt">Null: not in place yet.</param>
internal sealed record ProblemFix(string Change = "", DateTimeOffset? FixedAt = null);

internal sealed record ProblemLink(string Number = "");
