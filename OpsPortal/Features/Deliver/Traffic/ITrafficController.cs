using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;

namespace OpsPortal.Features.Deliver.Traffic;

/// <summary>Whose traffic, and through what.</summary>
/// <param name="Controller">The <see cref="ITrafficController.Kind"/>.</param>
/// <param name="Settings">The controller's own, JSON; a text in it may hold <c>{secret:NAME}</c>.</param>
internal sealed record TrafficTarget(string Service, string Environment, string Controller, string Settings = "{}");

/// <summary>Moves traffic, and tells where it is. What goes wrong outside is a refusal, not an exception.</summary>
internal interface ITrafficController
{
    /// <summary>As plans name it: <c>haproxy</c>.</summary>
    string Kind { get; }

    /// <summary>What is wrong with settings in which secrets are still references; null: nothing that can be seen before.</summary>
    Refusal? Check(StepSettings settings);

    /// <summary>Where the traffic is now.</summary>
    Task<Outcome<TrafficReading>> ReadAsync(TrafficTarget target, StepSettings settings, CancellationToken stopping);

    /// <summary>Moves it and returns where it is then, which is as wanted. Doing it twice is the same as doing it once.</summary>
    /// <remarks>Refused before anything is moved where that can be known; after <c>traffic.controller-gone</c> and <c>traffic.not-shifted</c> it must be read where it is.</remarks>
    Task<Outcome<TrafficReading>> ShiftAsync(TrafficTarget target, StepSettings settings, TrafficWeights wanted, CancellationToken stopping);
}
