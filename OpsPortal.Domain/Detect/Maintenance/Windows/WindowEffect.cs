using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What a window does to the events it speaks of.</summary>
public enum EffectKind
{
    /// <summary>Keeps them out of the queue. They are stored, shown on request, and come up if they still hold when it ends.</summary>
    Suppress,

    /// <summary>Makes them less pressing while it lasts.</summary>
    Lower,

    /// <summary>Only marks them.</summary>
    Tag,
}

/// <param name="LowerTo">For <see cref="EffectKind.Lower"/>: no more pressing than this; null: by steps.</param>
/// <param name="LowerBy">For <see cref="EffectKind.Lower"/> without <paramref name="LowerTo"/>: so many steps, 1 to 4.</param>
/// <param name="Tag">For <see cref="EffectKind.Tag"/>: the mark.</param>
public sealed record WindowEffect(EffectKind Kind, Priority? LowerTo = null, int LowerBy = 0, string Tag = "")
{
    public const int MaxTagLength = 40;

    public static WindowEffect Suppress { get; } = new(EffectKind.Suppress);

    /// <summary>Why it is none, or null where it is one.</summary>
    public Refusal? Check() => Kind switch
    {
        EffectKind.Lower when LowerTo is null && LowerBy is < 1 or > 4 => WindowRefusals.BadLowering(),
        EffectKind.Lower when LowerTo is { } to && !Enum.IsDefined(to) => WindowRefusals.BadLowering(),
        EffectKind.Tag when Tag.Length is 0 or > MaxTagLength || !Tag.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.') => WindowRefusals.BadTag(),
        _ => null,
    };

    /// <summary>The priority it leaves of another; never a graver one.</summary>
    public Priority Apply(Priority priority)
    {
        var lowered = LowerTo ?? (Priority)Math.Min((int)Priority.P5, (int)priority + LowerBy);
        return lowered > priority ? lowered : priority;
    }

    /// <summary>In words: <c>suppresses events</c>.</summary>
    public string Words => Kind switch
    {
        EffectKind.Suppress => "suppresses events",
        EffectKind.Lower when LowerTo is { } to => $"lowers events to {to}",
        EffectKind.Lower => $"lowers events by {LowerBy} {(LowerBy == 1 ? "step" : "steps")}",
        _ => $"tags events \"{Tag}\"",
    };
}
