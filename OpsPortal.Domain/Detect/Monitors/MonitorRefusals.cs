using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>Every no that has to do with monitors.</summary>
public static class MonitorRefusals
{
    public const string InvalidCode = "monitor.invalid";
    public const string ChangedMeanwhileCode = "monitor.changed-meanwhile";

    /// <summary>Says every fault, field by field.</summary>
    public static Refusal Invalid(IReadOnlyList<DraftFault> faults) =>
        new(InvalidCode, string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Message}")));

    public static Refusal NameTaken(string name) => new("monitor.name-taken", $"There is already a monitor {name}.");

    public static Refusal ChangedMeanwhile(string by) => new(ChangedMeanwhileCode, $"{by} has changed this monitor meanwhile. Look at it again.");

    public static Refusal TooMany(int most) => new("monitor.too-many", $"There are {most} monitors, and more are not allowed. Delete one first.");

    public static Refusal NameDiffers { get; } = new("monitor.name-differs", "Type the name of the monitor exactly, to show that it is the one you mean.");

    public static Refusal NotHeld(string what) => new("monitor.not-held", what);
}
