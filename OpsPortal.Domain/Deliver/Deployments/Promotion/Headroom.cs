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

/// <summary>How one thing stands while both versions run.</summary>
public enum Room
{
    Enough,
    TooLittle,

    /// <summary>Nobody knows.</summary>
    Unknown,
}

/// <summary>One thing of which there has to be enough.</summary>
/// <param name="What">As <c>memory of web-1</c>; empty: nothing of the service is watched.</param>
/// <param name="Needed">While both versions run; null: not known.</param>
/// <param name="Allowed">Of its capacity, without the reserve; null: not known.</param>
public sealed record RoomFinding(ServiceKey Service, string What, Room Room, double? Needed, double? Allowed, string Words);

/// <summary>Whether there is room for old and new side by side.</summary>
/// <param name="ReservePercent">What has to stay free even then.</param>
public sealed record Headroom(int ReservePercent = 10)
{
    public static Headroom Default { get; } = new();

    /// <summary>Why there is too little room, or null where there is enough. What is not known is not enough.</summary>
    public Refusal? Check(DeploymentModel model, IReadOnlyCollection<ServiceKey> services, IReadOnlyCollection<CapacityUse> uses) =>
        Look(model, services, uses).Where(one => one.Room != Room.Enough).Select(Refused).FirstOrDefault();

    /// <summary>Why there is surely too little room, or null: what nobody knows keeps nothing back.</summary>
    public Refusal? TooLittle(DeploymentModel model, IReadOnlyCollection<ServiceKey> services, IReadOnlyCollection<CapacityUse> uses) =>
        Look(model, services, uses).Where(one => one.Room == Room.TooLittle).Select(Refused).FirstOrDefault();

    /// <summary>Everything that is watched of the services, and those of which nothing is; empty for a model that puts no second version beside the first.</summary>
    public IReadOnlyList<RoomFinding> Look(DeploymentModel model, IReadOnlyCollection<ServiceKey> services, IReadOnlyCollection<CapacityUse> uses) => model.ExtraLoad <= 0 ? [] :
    [
        .. uses.Where(use => services.Contains(use.Service)).Select(use => Of(model, use)),
        .. services.Where(service => uses.All(use => use.Service != service)).Select(service => new RoomFinding(service, "", Room.Unknown, null, null, $"No capacity of {service} is watched, and {model.Name} needs room for both versions.")),
    ];

    private RoomFinding Of(DeploymentModel model, CapacityUse use)
    {
        if (use.Used is not { } used || !double.IsFinite(used) || !(use.Capacity > 0)) return new(use.Service, use.What, Room.Unknown, null, null, $"Nobody knows how much {use.What} of {use.Service} is in use, and {model.Name} needs room for both versions.");
        var (needed, allowed) = (used * (1 + model.ExtraLoad), use.Capacity * (100 - ReservePercent) / 100);
        return needed > allowed
            ? new(use.Service, use.What, Room.TooLittle, needed, allowed, string.Create(CultureInfo.InvariantCulture, $"{model.Name} needs {needed:0.##} of {use.What} of {use.Service} while both versions run; {allowed:0.##} may be used."))
            : new(use.Service, use.What, Room.Enough, needed, allowed, string.Create(CultureInfo.InvariantCulture, $"{model.Name} needs {needed:0.##} of {use.What} of {use.Service} while both versions run, of {allowed:0.##} that may be used."));
    }

    private static Refusal Refused(RoomFinding found) => new(found.Room == Room.TooLittle ? "headroom.too-little" : "headroom.unknown", found.Words);
}
