using System.Globalization;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Promotion;

/// <summary>How much of something a service uses, in whatever unit.</summary>
/// <param name="What">As <c>memory of web-1</c>.</param>
/// <param name="Used">Null: it is not known, or not any more.</param>
/// <param name="Capacity">Above 0.</param>
public sealed record CapacityUse(ServiceKey Service, string What, double? Used, double Capacity);

/// <summary>Whether there is room for old and new side by side.</summary>
/// <param name="ReservePercent">What has to stay free even then.</param>
public sealed record Headroom(int ReservePercent = 10)
{
    /// <summary>Why there is too little room, or null where there is enough. What is not known is not enough.</summary>
    public Refusal? Check(DeploymentModel model, IReadOnlyCollection<ServiceKey> services, IReadOnlyCollection<CapacityUse> uses)
    {
        if (model.ExtraLoad <= 0) return null;
        foreach (var use in uses.Where(use => services.Contains(use.Service)))
        {
            if (use.Used is not { } used || !double.IsFinite(used) || !(use.Capacity > 0)) return new("headroom.unknown", $"Nobody knows how much {use.What} of {use.Service} is in use, and {model.Name} needs room for both versions.");
            var (needed, allowed) = (used * (1 + model.ExtraLoad), use.Capacity * (100 - ReservePercent) / 100);
            if (needed > allowed) return new("headroom.too-little", string.Create(CultureInfo.InvariantCulture, $"{model.Name} needs {needed:0.##} of {use.What} of {use.Service} while both versions run; {allowed:0.##} may be used."));
        }

        return services.FirstOrDefault(service => !uses.Any(use => use.Service == service)) is { Value: not null } unknown ? new("headroom.unknown", $"No capacity of {unknown} is watched, and {model.Name} needs room for both versions.") : null;
    }
}
