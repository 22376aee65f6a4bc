using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Changes.Templates;

/// <summary>What a template allows, in full.</summary>
/// <param name="Components">Their names, as <c>checkout/api</c>; the versions are free.</param>
/// <param name="Environments">By name, in any case.</param>
/// <param name="Steps">Exactly these, in this order.</param>
/// <param name="Parameters">The names of the parameters that may be given; the values are free.</param>
public sealed record TemplateTerms(string Title, IReadOnlyList<string> Components, IReadOnlyList<string> Environments, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> Parameters, BackoutPlan Backout)
{
    public const int MaxEnvironments = 50;

    /// <summary>Why it is done as a rule. A change may say it in other words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What users notice as a rule. A change may say it in other words.</summary>
    public string Impact { get; init; } = "";

    /// <summary>The services whose components it names, by key.</summary>
    public IReadOnlyList<ServiceKey> Services => [.. Components.Select(name => Read(name, "")).OfType<ComponentVersion>().Select(component => component.Service).Distinct().Order()];

    /// <summary>A plan as the terms have it; nothing but parameters with empty values and the version is made up.</summary>
    /// <param name="version">Of every component.</param>
    /// <remarks>A component whose name is none is left out.</remarks>
    public ChangePlan ToPlan(string environment, string version = "") => new()
    {
        Title = Title,
        Reason = Reason,
        Impact = Impact,
        Components = [.. Components.Select(name => Read(name, version)).OfType<ComponentVersion>()],
        Environment = environment,
        Steps = Steps,
        Parameters = [.. Parameters.Select(name => new PlanParameter(name, ""))],
        Backout = Backout,
    };

    /// <summary>The same without blanks around texts, which nobody sees and every change would have to repeat.</summary>
    internal TemplateTerms AsKept() => this with
    {
        Reason = Reason.Trim(),
        Impact = Impact.Trim(),
        Steps = [.. Steps.Select(step => step with { Detail = step.Detail.Trim() })],
        Backout = new(Backout.When.Trim(), [.. Backout.Steps.Select(step => step with { Detail = step.Detail.Trim() })], Backout.Takes),
    };

    /// <summary>What policies are asked about it: a normal change of this, in each environment, whatever its risk turns out to be.</summary>
    public IEnumerable<PolicyQuestion> Questions(CatalogueSnapshot catalogue) =>
        from environment in Environments
        from risk in Enum.GetValues<RiskLevel>()
        select PolicyQuestion.Of(ToPlan(environment), catalogue, risk);

    /// <summary>Null where the name is none.</summary>
    internal static ComponentVersion? Read(string name, string version)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < name.Length - 1 && ServiceKey.TryParse(name[..slash], null, out var service) ? new(service, name[(slash + 1)..], version, "", "") : null;
    }
}
