namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>One measured value.</summary>
/// <param name="At">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Value">In the unit of its series. NaN stands for no value.</param>
public readonly record struct Sample(long At, double Value);
