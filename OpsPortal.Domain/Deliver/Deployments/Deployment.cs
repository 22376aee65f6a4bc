using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>Moves the versions that a change was approved for into its environment, step by step, and proves that it worked or undoes itself.</summary>
/// <remarks>
/// All instants are UTC. For a deployment time never runs backwards: an instant before the last it knows counts as that one, so a clock that is set back ends no wait early.
/// The timeline is kept beside it; <see cref="NewEntries"/> holds what this instance has added.
/// </remarks>
public sealed partial class Deployment
{
    private readonly List<DeploymentEntry> _newEntries = [];
    private readonly List<StepAttempt> _attempts = [];

    public DeploymentNumber Number { get; init; }

    public ChangeNumber Change { get; init; }

    /// <summary>Of the change's plan, as it began.</summary>
    public int Revision { get; init; }

    /// <summary>As the catalogue names it.</summary>
    public required string Environment { get; init; }

    /// <summary>What is put there, by service and name.</summary>
    public required IReadOnlyList<ComponentVersion> Components { get; init; }

    public required DeploymentRecipe Recipe { get; init; }

    /// <summary>It goes a shorter way to production, to repair what is broken there.</summary>
    public bool IsHotfix { get; init; }

    public required Party MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DeploymentState State { get; private set; }

    /// <summary>In the order of doing. A rollback adds its own behind those before it; nothing is ever taken out.</summary>
    public IReadOnlyList<PlannedStage> Stages { get; private set; } = [];

    /// <summary>The number of the first stage of the rollback that goes on or was made last; 0: none.</summary>
    public int BackFrom { get; private set; }

    /// <summary>Every attempt of every step, in the order begun.</summary>
    public IReadOnlyList<StepAttempt> Attempts => _attempts;

    /// <summary>What a person is asked; null unless one is waited for.</summary>
    public Question? Question { get; private set; }

    public TrafficPosition Traffic { get; private set; } = TrafficPosition.AllOnOld;

    /// <summary>Why it is where it is, in words: of the last pause, rollback, abort or giving up; else empty.</summary>
    public string Why { get; private set; } = "";

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Null: it goes on, or has not begun.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<DeploymentEntry> NewEntries => _newEntries;

    /// <summary>Each once, in the order of the components.</summary>
    public IReadOnlyList<ServiceKey> Services => [.. Components.Select(component => component.Service).Distinct()];

    public bool IsGoingBack => BackFrom > 0;

    /// <summary>A new deployment of a change that has begun. Refused for any other change, and for a recipe that cannot stand.</summary>
    public static Outcome<Deployment> Make(DeploymentNumber number, Change change, DeploymentRecipe recipe, Party by, DateTimeOffset at, bool isHotfix = false)
    {
        if (change.State != ChangeState.Implementing) return DeploymentRefusals.ChangeNotBegun(change.Number, change.State);
        if (RecipeCheck.Fault(recipe) is { } why) return why;
        var made = new Deployment
        {
            Number = number,
            Change = change.Number,
            Revision = change.Revision,
            Environment = change.Plan.Environment,
            Components = change.Plan.Components,
            Recipe = recipe,
            IsHotfix = isHotfix,
            MadeBy = by,
            MadeAt = at,
            Stages = DeploymentPlanner.Forward(recipe),
        };
        made.Note(DeploymentEntryKind.Made, by.Name, at, $"{change.Number}, {recipe.Model.Name}");
        return made;
    }

    /// <summary>The instant, or the last that is known where that is later.</summary>
    public DateTimeOffset Clock(DateTimeOffset at) => at < ChangedAt ? ChangedAt : at;

    private Outcome<Deployment> MoveTo(DeploymentState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!DeploymentLifecycle.Allows(State, next)) return DeploymentRefusals.NotFrom(State, next);
        Note(new() { Deployment = Number, At = at, Kind = DeploymentEntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        if (next != DeploymentState.WaitingForPerson) Question = null;
        EndedAt = DeploymentLifecycle.HasEnded(next) ? at : null;
        return this;
    }

    private void Note(DeploymentEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private void Note(DeploymentEntryKind kind, string actor, DateTimeOffset at, string text, string about = "") =>
        Note(new() { Deployment = Number, At = at, Kind = kind, Actor = actor, About = about, Text = OneLine.Of(text, DeploymentEntry.MaxTextLength) });
}
