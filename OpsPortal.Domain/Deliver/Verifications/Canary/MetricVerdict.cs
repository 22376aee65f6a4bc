namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>How a metric of the canary compares with the baseline.</summary>
public enum MetricClass
{
    /// <summary>No difference that counts.</summary>
    Pass,

    /// <summary>The canary's values are higher, and that is worse.</summary>
    High,

    /// <summary>The canary's values are lower, and that is worse.</summary>
    Low,

    /// <summary>There is too little to say. Never a pass.</summary>
    Inconclusive,

    /// <summary>It could not be measured. Never a pass.</summary>
    Error,
}

/// <summary>What was found about one metric, with everything a person needs to see why.</summary>
public sealed record MetricVerdict(CanaryMetric Metric, MetricClass Class, string Why)
{
    public Samples? Baseline { get; init; }

    public Samples? Canary { get; init; }

    /// <summary>Null: nothing was compared.</summary>
    public MannWhitney? Test { get; init; }

    /// <summary>Mean of the canary ÷ mean of the baseline; null where the baseline's is not above 0.</summary>
    public double? MeanRatio { get; init; }

    /// <summary>By how much the canary is higher, with the confidence 1 − α of the metric; null: nothing was compared.</summary>
    public ShiftInterval? Shift { get; init; }

    /// <summary>Either side has fewer than 20 samples: true, and little to rely on.</summary>
    public bool IsThin { get; init; }

    public bool Fails => Class is MetricClass.High or MetricClass.Low;

    /// <summary>It says nothing: there was no measurement, or too few.</summary>
    public bool SaysNothing => Class is MetricClass.Inconclusive or MetricClass.Error;
}
