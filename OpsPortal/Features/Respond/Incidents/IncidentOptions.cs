using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents;

/// <summary>How incidents are worked here; section <c>OpsPortal:Incidents</c>.</summary>
internal sealed class IncidentOptions
{
    public const string Section = "OpsPortal:Incidents";

    /// <summary>By priority, as <c>Targets:P1:Response = 00:15:00</c>; the usual ones where none is given.</summary>
    public IReadOnlyDictionary<Priority, TargetOptions> Targets { get; init; } = new Dictionary<Priority, TargetOptions>();

    public Outcome<IncidentTargets> ToTargets() => IncidentTargets.From(Targets.ToDictionary(
        one => one.Key, one => new IncidentTarget(one.Value.Response ?? IncidentTargets.Usual[one.Key].Response, one.Value.Resolution ?? IncidentTargets.Usual[one.Key].Resolution)));
}

/// <summary>The targets of one priority; what is not given is as usual.</summary>
internal sealed class TargetOptions
{
    /// <summary>From opening until somebody takes it on.</summary>
    public TimeSpan? Response { get; init; }

    /// <summary>From opening until it is resolved, without the time on hold.</summary>
    public TimeSpan? Resolution { get; init; }
}

/// <summary>A portal with targets that contradict each other does not start.</summary>
internal sealed class IncidentOptionsValidator : IValidateOptions<IncidentOptions>
{
    public ValidateOptionsResult Validate(string? name, IncidentOptions options) =>
        options.ToTargets().Refusal is { } why ? ValidateOptionsResult.Fail($"{IncidentOptions.Section}:Targets: {why.Message}") : ValidateOptionsResult.Success;
}
