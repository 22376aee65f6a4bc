namespace OpsPortal.Domain.Improve.Measures;

/// <summary>A part of a whole. Where there is no whole, there is no part: not known, which is not 0 %.</summary>
public readonly record struct Share(long Part, long Whole)
{
    /// <summary>0 to 1; null where there is nothing to be a part of.</summary>
    public double? Value => Whole > 0 ? (double)Part / Whole : null;

    /// <summary>What is missing to the whole, 0 to 1; null where there is none.</summary>
    public double? Rest => Whole > 0 ? (double)(Whole - Part) / Whole : null;
}

/// <summary>A figure of two periods.</summary>
/// <param name="Now">Null: not known.</param>
/// <param name="Before">Null: not known.</param>
public readonly record struct Movement(double? Now, double? Before)
{
    /// <summary>How much it rose (or fell, below 0) as a part of what it was, so that 0.5 is half as much again; null where one is not known or nothing was there before.</summary>
    public double? Ratio => Now is { } now && Before is { } before && Math.Abs(before) > 1e-12 ? (now - before) / Math.Abs(before) : null;
}
