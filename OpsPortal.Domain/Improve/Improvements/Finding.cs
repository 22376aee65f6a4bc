namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>Something the portal found that should become better.</summary>
/// <param name="Key">The same for the same finding, however often it is found: <c>noise:Monitor/MON-7</c>.</param>
/// <param name="At">When the latest of what it rests on happened (UTC). One that ended after that is not made again.</param>
/// <param name="Measure">By what it is measured; without values.</param>
public sealed record Finding(ImprovementSource Source, string Key, DateTimeOffset At, ImprovementDraft Draft, Measure Measure)
{
    public const int MaxKeyLength = 340;
}
