using System.Globalization;

namespace OpsPortal.Domain.Deliver.Verifications.Checks;

/// <summary>One measurement of a check.</summary>
/// <param name="Why">What was seen, in words.</param>
public sealed record Measurement(DateTimeOffset At, CheckState State, string Why);

/// <summary>Where a check stands after the measurements so far.</summary>
/// <param name="State">Null: nothing is decided yet.</param>
/// <param name="NextAt">When it is to be measured next; null: it is over.</param>
public sealed record CheckStanding(VerificationCheck Check, CheckState? State, string Why, DateTimeOffset? NextAt)
{
    public bool IsOver => NextAt is null;
}

/// <summary>Reads where a check stands from its measurements alone.</summary>
public static class CheckRun
{
    /// <summary>How long after a measurement in error the next follows, at most.</summary>
    public static readonly TimeSpan AfterError = TimeSpan.FromSeconds(10);

    /// <param name="measurements">In the order made.</param>
    /// <param name="beganAt">When the verification began.</param>
    public static CheckStanding Of(VerificationCheck check, IReadOnlyList<Measurement> measurements, DateTimeOffset beganAt)
    {
        var (limits, state) = (check.Limits, default(CheckState?));
        int failed = 0, unclear = 0, errors = 0, counted = 0;
        foreach (var measured in measurements)
        {
            errors = measured.State == CheckState.Error ? errors + 1 : 0;
            if (measured.State != CheckState.Error) counted++;
            if (measured.State == CheckState.Failed && ++failed > limits.FailureLimit) return Over(CheckState.Failed, Times("failed", failed, measured));
            if (errors > limits.ConsecutiveErrorLimit) return Over(CheckState.Failed, Times("could not be made, in a row", errors, measured));
            if (measured.State == CheckState.Inconclusive && ++unclear > limits.InconclusiveLimit) state = CheckState.Inconclusive;
        }

        if (state is { } decided) return Over(decided, Times("said neither yes nor no", unclear, measurements.Last(measured => measured.State == CheckState.Inconclusive)));
        if (counted >= limits.Count) return Over(CheckState.Successful, failed > 0 ? Times("failed, as often as it may,", failed, measurements[^1]) : measurements[^1].Why);
        if (measurements.Count == 0) return new(check, null, "", beganAt + limits.InitialDelay);
        var wait = errors > 0 && limits.Interval > AfterError ? AfterError : limits.Interval;
        return new(check, errors > 0 ? CheckState.Error : null, measurements[^1].Why, measurements[^1].At + wait);

        CheckStanding Over(CheckState ended, string why) => new(check, ended, why, null);
    }

    private static string Times(string what, int count, Measurement last) => string.Create(CultureInfo.InvariantCulture, $"It {what} {(count == 1 ? "once" : $"{count} times")}. {last.Why}").TrimEnd();
}
