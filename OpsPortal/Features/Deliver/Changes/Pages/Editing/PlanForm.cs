using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Changes.Pages.Editing;

/// <summary>A component as it is typed.</summary>
internal sealed class ComponentLine
{
    public string Service { get; set; } = "";

    public string Component { get; set; } = "";

    public string Version { get; set; } = "";

    public string Commit { get; set; } = "";

    public string Digest { get; set; } = "";

    public bool IsEmpty => Service.Length + Component.Length + Version.Length + Commit.Length + Digest.Length == 0;
}

/// <summary>A step, a parameter or a piece of evidence as it is typed: what it is, and what there is to say.</summary>
public sealed class TextLine
{
    public string Title { get; set; } = "";

    public string Detail { get; set; } = "";

    public string Link { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Title) && string.IsNullOrWhiteSpace(Detail) && string.IsNullOrWhiteSpace(Link);
}

/// <summary>A plan as it is typed. Empty lines are no lines.</summary>
internal sealed partial class PlanForm
{
    public Kind Kind { get; set; } = Kind.Normal;

    public string Title { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Impact { get; set; } = "";

    public string Environment { get; set; } = "";

    public List<ComponentLine> Components { get; private set; } = [];

    public List<TextLine> Steps { get; private set; } = [];

    public List<TextLine> Parameters { get; private set; } = [];

    public string BackoutWhen { get; set; } = "";

    public int BackoutMinutes { get; set; }

    public List<TextLine> Backout { get; private set; } = [];

    public List<TextLine> Evidence { get; } = [];

    public bool IsPlanned { get; set; }

    public DateTime Start { get; set; }

    public DateTime End { get; set; }

    public string Zone { get; set; } = Zones.Utc;

    /// <summary>Kept as it was: the form does not touch it.</summary>
    public PlannedExecutor Executor { get; private init; } = PlannedExecutor.Anybody;

    /// <summary>An empty form with a line of each kind, its window tomorrow.</summary>
    public static PlanForm Empty(DateTimeOffset now, string zone)
    {
        var tomorrow = Zones.ToLocal(now, zone).Date.AddDays(1);
        var form = new PlanForm { Zone = zone, Start = tomorrow.AddHours(20), End = tomorrow.AddHours(22) };
        form.Fill();
        return form;
    }

    public static PlanForm Of(ChangePlan plan, DateTimeOffset now, string zone)
    {
        var shown = plan.Window?.Zone is { } named && Zones.Knows(named) ? named : zone;
        var tomorrow = Zones.ToLocal(now, shown).Date.AddDays(1);
        var form = new PlanForm
        {
            Kind = plan.Kind,
            Template = plan.Template,
            Title = plan.Title,
            Reason = plan.Reason,
            Impact = plan.Impact,
            Environment = plan.Environment,
            BackoutWhen = plan.Backout.When,
            BackoutMinutes = (int)plan.Backout.Takes.TotalMinutes,
            Executor = plan.Executor,
            Components = Lines(plan.Components),
            Steps = Lines(plan.Steps),
            Parameters = Lines(plan.Parameters),
            Backout = Lines(plan.Backout.Steps),
            Zone = shown,
            IsPlanned = plan.Window is not null,
            Start = plan.Window is { } window ? Zones.ToLocal(window.Start, shown) : tomorrow.AddHours(20),
            End = plan.Window is { } until ? Zones.ToLocal(until.End, shown) : tomorrow.AddHours(22),
        };
        form.Evidence.AddRange(plan.Evidence.Select(evidence => new TextLine { Title = evidence.Title, Detail = evidence.Result, Link = evidence.Link }));
        form.Fill();
        return form;
    }

    /// <summary>The plan that is typed; refused for a service that is none. What else is wrong the plan itself says.</summary>
    public Outcome<ChangePlan> ToPlan()
    {
        var components = new List<ComponentVersion>();
        foreach (var line in Components.Where(line => !line.IsEmpty))
        {
            if (ServiceKey.Read(line.Service.Trim()) is not Outcome<ServiceKey>.Done(var service)) return EstateRefusals.BadKey(line.Service);
            components.Add(new(service, line.Component.Trim(), line.Version.Trim(), line.Commit.Trim().ToLowerInvariant(), line.Digest.Trim()));
        }

        return new ChangePlan
        {
            Kind = Kind,
            Template = Kind == Kind.Standard ? Template : null,
            Title = Title.Trim(),
            Reason = Reason.Trim(),
            Impact = Impact.Trim(),
            Environment = Environment.Trim(),
            Components = components,
            Steps = StepsOf(Steps),
            Parameters = [.. Parameters.Where(line => !line.IsEmpty && (Fixed is null || line.Detail.Length > 0)).Select(line => new PlanParameter(line.Title.Trim(), line.Detail))],
            Backout = new(BackoutWhen.Trim(), StepsOf(Backout), TimeSpan.FromMinutes(BackoutMinutes)),
            Evidence = [.. Evidence.Where(line => !line.IsEmpty).Select(line => new TestEvidence(line.Title.Trim(), line.Link.Trim(), line.Detail.Trim()))],
            Window = IsPlanned ? new(Zones.ToInstant(Start, Zone), Zones.ToInstant(End, Zone), Zone) : null,
            Executor = Executor,
        };
    }

    /// <summary>One line a step, and one to type into where there is none.</summary>
    public static List<TextLine> Lines(IReadOnlyList<PlanStep> steps) => steps.Count == 0 ? [new()] : [.. steps.Select(step => new TextLine { Title = step.Title, Detail = step.Detail })];

    /// <summary>The steps that are typed. Empty lines are none.</summary>
    public static IReadOnlyList<PlanStep> StepsOf(IEnumerable<TextLine> lines) => [.. lines.Where(line => !line.IsEmpty).Select(line => new PlanStep(line.Title.Trim(), line.Detail.Trim()))];

    private static List<TextLine> Lines(IReadOnlyList<PlanParameter> parameters) => [.. parameters.Select(parameter => new TextLine { Title = parameter.Name, Detail = parameter.Value })];

    private static List<ComponentLine> Lines(IReadOnlyList<ComponentVersion> components) =>
        [.. components.Select(component => new ComponentLine { Service = component.Service.Value, Component = component.Component, Version = component.Version, Commit = component.Commit, Digest = component.Digest })];

    /// <summary>There is always a line to type into.</summary>
    private void Fill()
    {
        if (Components.Count == 0) Components.Add(new());
        foreach (var lines in new[] { Steps, Backout, Evidence })
        {
            if (lines.Count == 0) lines.Add(new());
        }
    }
}
