using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>Which way of a metric is worse.</summary>
public enum Worse
{
    Either,
    Increase,
    Decrease,
}

/// <summary>In what the size of an effect is measured.</summary>
public enum EffectScale
{
    /// <summary>The mean of the canary ÷ that of the baseline; holds nothing back where the baseline's is not above 0.</summary>
    MeanRatio,

    /// <summary>How probable it is that a value of the canary is larger than one of the baseline; 0.5: neither.</summary>
    CommonLanguage,
}

/// <summary>How large an effect has to be before it counts.</summary>
/// <param name="Low">At most this, for the canary to be lower.</param>
/// <param name="High">At least this, for the canary to be higher.</param>
public sealed record EffectGate(EffectScale Scale, double Low, double High)
{
    public static EffectGate None { get; } = new(EffectScale.MeanRatio, 1, 1);
}

/// <summary>What a metric's canary may never go beyond, whatever the baseline does; null: nothing. Each value counts by its mean.</summary>
public sealed record AbsoluteLimit(double? Least, double? Most);

/// <summary>One thing that is compared, and how.</summary>
public sealed record CanaryMetric
{
    public const int FewestSamples = 5, FewSamples = 20, MaxNameLength = 120;

    public required string Name { get; init; }

    /// <summary>Metrics of one group are weighed together.</summary>
    public string Group { get; init; } = "";

    public Worse Worse { get; init; }

    /// <summary>How probable a false alarm may be, above 0 and below 0.5.</summary>
    public double Alpha { get; init; } = 0.02;

    public EffectGate Gate { get; init; } = EffectGate.None;

    public AbsoluteLimit? Limit { get; init; }

    public GapPolicy Gaps { get; init; }

    public bool DropsOutliers { get; init; }

    /// <summary>Fewer on either side say nothing.</summary>
    public int MinSamples { get; init; } = FewestSamples;

    /// <summary>Where it fails, the whole run does.</summary>
    public bool IsCritical { get; init; }

    /// <summary>It is judged and shown, and never counts.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Why it cannot be, or null where it can.</summary>
    public Refusal? Fault()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxNameLength || Name.Any(char.IsControl)) return new("canary.invalid-name", $"A metric has a name of at most {MaxNameLength} characters.");
        if (!(Alpha > 0 && Alpha < 0.5)) return new("canary.invalid-alpha", $"The probability of a false alarm of {Name} is above 0 and below 0.5.");
        if (!(Gate.Low <= Gate.High) || Gate.Low < 0 || (Gate.Scale == EffectScale.CommonLanguage && Gate.High > 1)) return new("canary.invalid-effect", $"The effect of {Name} has a lower gate that is not above its upper one.");
        if (MinSamples < FewestSamples) return new("canary.invalid-samples", $"Nothing is judged by fewer than {FewestSamples} samples.");
        return Limit is { Least: { } least, Most: { } most } && !(least <= most) ? new("canary.invalid-limit", $"The least {Name} may be is not above the most.") : null;
    }
}
