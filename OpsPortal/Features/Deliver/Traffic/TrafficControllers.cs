using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Logs;
using OpsPortal.Features.Deliver.Runners.Secrets;

namespace OpsPortal.Features.Deliver.Traffic;

/// <summary>The one door to all traffic controllers.</summary>
internal sealed class TrafficControllers(IEnumerable<ITrafficController> controllers, SecretBook secrets, ILogger<TrafficControllers> log)
{
    private readonly Dictionary<string, ITrafficController> _controllers = controllers.ToDictionary(controller => controller.Kind, StringComparer.Ordinal);

    /// <summary>Names of the controllers there are, in order.</summary>
    public IReadOnlyList<string> Kinds => [.. _controllers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with a target before it is ever used; null: nothing that can be seen.</summary>
    public Refusal? Check(TrafficTarget target) =>
        _controllers.TryGetValue(target.Controller, out var found) ? SecretReferences.Check(target.Settings) ?? found.Check(new(target.Settings)) : TrafficRefusals.UnknownController(target.Controller, Kinds);

    /// <summary>Where the traffic is now; ask this after every refusal and after every start.</summary>
    public Task<Outcome<TrafficReading>> ReadAsync(TrafficTarget target, CancellationToken stopping) =>
        RunAsync(target, stopping, (controller, settings) => controller.ReadAsync(target, settings, stopping));

    /// <summary>Moves the traffic. Refused with the reason as <see cref="ITrafficController.ShiftAsync"/>.</summary>
    public Task<Outcome<TrafficReading>> ShiftAsync(TrafficTarget target, TrafficWeights wanted, CancellationToken stopping) => RunAsync(target, stopping, async (controller, settings) =>
    {
        var outcome = await controller.ShiftAsync(target, settings, wanted, stopping);
        if (outcome.Refusal is { } why) log.NotShifted(target.Service, target.Environment, wanted, target.Controller, why.Code);
        else log.Shifted(target.Service, target.Environment, wanted, target.Controller);
        return outcome;
    });

    private async Task<Outcome<TrafficReading>> RunAsync(TrafficTarget target, CancellationToken stopping, Func<ITrafficController, StepSettings, Task<Outcome<TrafficReading>>> act)
    {
        if (!_controllers.TryGetValue(target.Controller, out var controller)) return TrafficRefusals.UnknownController(target.Controller, Kinds);
        var opened = await secrets.OpenAsync(target.Settings, stopping);
        if (opened is not Outcome<OpenedSettings>.Done(var settings)) return opened.Refusal ?? TrafficRefusals.BadSettings("");
        var redactor = new SecretRedactor(settings.Secrets);
        try
        {
            var outcome = await act(controller, new(settings.Json));
            return outcome.Refusal is { } why ? why with { Message = redactor.Redact(why.Message) } : outcome;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            log.ControllerFailed(failure, target.Controller, target.Service);
            return TrafficRefusals.PortalFailed(redactor.Redact(failure.Message));
        }
    }
}
