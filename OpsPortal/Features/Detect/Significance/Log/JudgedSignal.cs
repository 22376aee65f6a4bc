using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;

namespace OpsPortal.Features.Detect.Significance.Log;

/// <summary>A signal with what was decided about it, as it is kept.</summary>
/// <param name="At">UTC; when the portal accepted it.</param>
/// <param name="Rule">Who decided; empty: by habit.</param>
/// <param name="RuleName">As it was called then.</param>
/// <param name="Detail">Why, in words.</param>
public sealed record JudgedSignal(DateTimeOffset At, Signal Signal, bool IsSignificant, Guid Rule, string RuleName, string Detail)
{
    internal static JudgedSignal Of(DateTimeOffset at, Signal signal, Verdict verdict) =>
        new(at, signal, verdict.IsSignificant, verdict.Rule?.Id ?? Guid.Empty, verdict.RuleName, verdict.Detail);
}
