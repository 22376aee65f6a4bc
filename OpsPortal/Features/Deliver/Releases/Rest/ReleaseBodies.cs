using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;

namespace OpsPortal.Features.Deliver.Releases.Rest;

/// <summary>What a list of releases can be asked for. What is not given does not narrow.</summary>
internal sealed record ReleaseListParameters
{
    [FromQuery(Name = "q"), Description("Words of title, contents, environment, audience or switch, or a number")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("planned, go, noGo, released, withdrawn, cancelled; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "environment")]
    public string? Environment { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public ReleaseFilter Read(QueryReader read) => new() { Text = Text ?? "", States = read.Names<ReleaseState>("state", State), Environment = Environment ?? "" };
}

/// <summary>A release in a list.</summary>
/// <param name="Date">When it is to go out; null: not dated yet.</param>
/// <param name="Availability">Whether users have what runs, of the whole.</param>
/// <param name="Running">How many of its contents run where they have to.</param>
/// <param name="Switch">The key of its feature switch; empty: none.</param>
internal sealed record ReleaseItem(
    string Number, string Title, ReleaseState State, string Environment, string Audience, DateTimeOffset? Date, DateTimeOffset? ReleasedAt, IReadOnlyList<ComponentBody> Contents, Availability Availability, int Running,
    int OpenTasks, int Tasks, string Switch, DateTimeOffset ChangedAt, int Version)
{
    public static ReleaseItem Of(ReleaseRow row) => new(row.Number.ToString(), row.Title, row.State, row.Environment, row.Audience, row.Date, row.ReleasedAt, [.. row.Contents.Select(ComponentBody.Of)], row.Availability, row.Running,
        row.OpenTasks, row.Tasks, row.Switch, row.ChangedAt, row.Version);
}

internal sealed record RunsItem(string Environment, string Version, string Digest, DateTimeOffset Since);

/// <param name="Availability">In the environment of the release.</param>
/// <param name="Runs">Everywhere that the component runs, in whatever version.</param>
internal sealed record ContentItem(ComponentBody Component, Availability Availability, IReadOnlyList<RunsItem> Runs)
{
    public static ContentItem Of(ContentView content) => new(ComponentBody.Of(content.Version), content.Availability, [.. content.Runs.Select(one => new RunsItem(one.Environment, one.Version.Version, one.Version.Digest, one.Since))]);
}

/// <param name="IsWaived">It counts as done because it need not be.</param>
internal sealed record TaskItem(int Number, ReleaseTaskKind Kind, string Title, Guid Owner, string OwnerName, DateTimeOffset? DueAt, DateTimeOffset? DoneAt, string DoneBy, string Note, bool IsWaived)
{
    public static TaskItem Of(ReleaseTask task) => new(task.Number, task.Kind, task.Title, task.Owner.Value, task.OwnerName, task.DueAt, task.DoneAt, task.DoneBy, task.Note, task.WasWaived);
}

/// <summary>A release in full.</summary>
/// <param name="Notes">What users are told is new, as Markdown.</param>
/// <param name="Missing">What it lacks before anybody can decide on it.</param>
/// <param name="DecidedBy">Who said go or no go; empty: nobody, or it says something else since.</param>
internal sealed record ReleaseDetail(
    ReleaseItem Release, string Notes, IReadOnlyList<string> Missing, string PlannedBy, DateTimeOffset PlannedAt, string DecidedBy, string DecidedWhy, IReadOnlyList<ContentItem> Contents, IReadOnlyList<TaskItem> Tasks, SwitchItem? Switch)
{
    public static ReleaseDetail Of(ReleaseView view) => new(
        ReleaseItem.Of(view.Row), view.Release.Draft.Notes, view.Release.Draft.Missing(), view.Release.PlannedBy.Name, view.Release.PlannedAt, view.Release.DecidedBy?.Name ?? "", view.Release.DecidedWhy,
        [.. view.Contents.Select(ContentItem.Of)], [.. view.Release.Tasks.Select(TaskItem.Of)], view.Switch is { } feature ? SwitchItem.Of(feature) : null);
}

internal sealed record ReleaseEntryItem(long Id, DateTimeOffset At, ReleaseEntryKind Kind, string Actor, ReleaseState? From, ReleaseState? To, string Text)
{
    public static ReleaseEntryItem Of(ReleaseEntry entry) => new(entry.Id, entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Text);
}

/// <summary>A release as somebody wants it to be. What is left out is empty.</summary>
/// <param name="Environment">Where the contents have to run.</param>
/// <param name="Audience">For whom, in words.</param>
/// <param name="Notes">What users are told is new, as Markdown.</param>
/// <param name="Switch">The key of the feature switch that makes it available; made, off, where there is none.</param>
internal sealed record ReleaseBody(string Title = "", string Environment = "", string Audience = "", DateTimeOffset? Date = null, string Notes = "", string Switch = "", IReadOnlyList<ComponentBody>? Contents = null)
{
    public Outcome<ReleaseDraft> Read()
    {
        var contents = new List<ComponentVersion>();
        foreach (var content in Contents ?? [])
        {
            var read = content?.Read() ?? new Refusal("request.missing-part", "A component is missing.");
            if (read is not Outcome<ComponentVersion>.Done(var version)) return read.Refusal ?? ReleaseRefusals.BadContents(ReleaseDraft.MaxContents);
            contents.Add(version);
        }

        return new ReleaseDraft { Title = Title, Environment = Environment, Audience = Audience, Date = Date, Notes = Notes.ReplaceLineEndings("\n"), Switch = Switch, Contents = contents };
    }
}

/// <param name="Seen">The version that was edited.</param>
internal sealed record ReleaseEditBody(int Seen, ReleaseBody? Release = null);

internal sealed record ReleaseNote(string Text = "");

/// <param name="Owner">The id of the person who sees to it.</param>
/// <param name="DueAt">Left out: by the date of the release.</param>
internal sealed record TaskBody(Guid Owner, ReleaseTaskKind Kind = ReleaseTaskKind.Other, string Title = "", DateTimeOffset? DueAt = null)
{
    public TaskDraft Read() => new(Kind, Title, new PersonId(Owner), DueAt);
}

internal sealed record TaskOwnerBody(Guid Owner);

/// <param name="Waived">It need not be done; the note says why.</param>
internal sealed record TaskEndBody(string Note = "", bool Waived = false);
