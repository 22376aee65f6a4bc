using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Changes.Rest;

/// <param name="Component">As the catalogue names it.</param>
/// <param name="Commit">Hex digits; empty: none.</param>
/// <param name="Digest">As sha256:…; empty: none.</param>
internal sealed record ComponentBody(string Service = "", string Component = "", string Version = "", string Commit = "", string Digest = "")
{
    public static ComponentBody Of(ComponentVersion component) => new(component.Service.Value, component.Component, component.Version, component.Commit, component.Digest);

    public Outcome<ComponentVersion> Read() =>
        ServiceKey.Read(Service) switch
        {
            Outcome<ServiceKey>.Done(var key) => new ComponentVersion(key, Component, Version, Commit, Digest),
            var refused => refused.Refusal ?? EstateRefusals.BadKey(Service),
        };
}

internal sealed record StepBody(string Title = "", string Detail = "");

internal sealed record ParameterBody(string Name = "", string Value = "");

/// <param name="Minutes">How long it takes.</param>
internal sealed record BackoutBody(string When = "", IReadOnlyList<StepBody>? Steps = null, double Minutes = 0)
{
    public static BackoutBody Of(BackoutPlan backout) => new(backout.When, PlanBody.StepsOf(backout.Steps), backout.Takes.TotalMinutes);

    public BackoutPlan Read() => new(When, PlanBody.Read(Steps), TimeSpan.FromMinutes(Minutes));
}

internal sealed record EvidenceBody(string Title = "", string Link = "", string Result = "");

/// <param name="Zone">IANA name; decides only how the instants are shown.</param>
internal sealed record WindowBody(DateTimeOffset Start, DateTimeOffset End, string Zone = "UTC");

/// <param name="Person">The id of a person; null: a pipeline.</param>
internal sealed record ExecutorBody(Guid? Person = null, string Name = "");

internal sealed record TemplateBody(string Key = "", int Revision = 0)
{
    public static TemplateBody Of(TemplateReference template) => new(template.Key, template.Revision);
}

/// <summary>A plan over HTTP. What is left out is empty.</summary>
internal sealed record PlanBody(
    string Title = "", Domain.Deliver.Changes.ChangeKind Kind = Domain.Deliver.Changes.ChangeKind.Normal, TemplateBody? Template = null, string Reason = "", string Impact = "", IReadOnlyList<ComponentBody>? Components = null, string Environment = "",
    IReadOnlyList<StepBody>? Steps = null, IReadOnlyList<ParameterBody>? Parameters = null, BackoutBody? Backout = null, IReadOnlyList<EvidenceBody>? Evidence = null, WindowBody? Window = null, ExecutorBody? Executor = null)
{
    public static PlanBody Of(ChangePlan plan) => new(
        plan.Title, plan.Kind, plan.Template is { } template ? TemplateBody.Of(template) : null, plan.Reason, plan.Impact, [.. plan.Components.Select(ComponentBody.Of)], plan.Environment,
        StepsOf(plan.Steps), [.. plan.Parameters.Select(parameter => new ParameterBody(parameter.Name, parameter.Value))],
        BackoutBody.Of(plan.Backout),
        [.. plan.Evidence.Select(evidence => new EvidenceBody(evidence.Title, evidence.Link, evidence.Result))],
        plan.Window is { } window ? new(window.Start, window.End, window.Zone) : null, plan.Executor == PlannedExecutor.Anybody ? null : new(plan.Executor.Person?.Value, plan.Executor.Name));

    /// <summary>Refused for a key that is none, for parts that are missing, and for a time that cannot be.</summary>
    public Outcome<ChangePlan> Read()
    {
        var components = new List<ComponentVersion>();
        foreach (var component in Components ?? [])
        {
            var read = component?.Read() ?? new Refusal("request.missing-part", "A component is missing.");
            if (read is not Outcome<ComponentVersion>.Done(var version)) return read.Refusal!;
            components.Add(version);
        }

        if (Backout is { Minutes: not (>= 0 and <= 1e6) }) return Domain.Deliver.Changes.ChangeRefusals.BadDuration();
        if (Lacks(Steps) || Lacks(Parameters) || Lacks(Evidence) || Lacks(Backout?.Steps)) return new Refusal("request.missing-part", "A list has a part that is missing.");
        return new ChangePlan
        {
            Kind = Kind,
            Template = Template is null ? null : new(Template.Key, Template.Revision),
            Title = Title,
            Reason = Reason,
            Impact = Impact,
            Components = components,
            Environment = Environment,
            Steps = Read(Steps),
            Parameters = [.. (Parameters ?? []).Select(parameter => new PlanParameter(parameter.Name, parameter.Value))],
            Backout = Backout?.Read() ?? BackoutPlan.None,
            Evidence = [.. (Evidence ?? []).Select(evidence => new TestEvidence(evidence.Title, evidence.Link, evidence.Result))],
            Window = Window is null ? null : new(Window.Start, Window.End, Window.Zone),
            Executor = Executor is null ? PlannedExecutor.Anybody : new(Executor.Person is { } person ? new PersonId(person) : null, Executor.Name),
        };
    }

    internal static IReadOnlyList<StepBody> StepsOf(IReadOnlyList<PlanStep> steps) => [.. steps.Select(step => new StepBody(step.Title, step.Detail))];

    internal static IReadOnlyList<PlanStep> Read(IReadOnlyList<StepBody>? steps) => [.. (steps ?? []).Select(step => new PlanStep(step.Title, step.Detail))];

    internal static bool Lacks<T>(IReadOnlyList<T>? list) where T : class => list?.Any(part => part is null) == true;
}
