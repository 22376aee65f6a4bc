using System.Globalization;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>What a setting would have done over the past, beside what the one in force did.</summary>
/// <param name="Days">How far back was looked.</param>
/// <param name="Fired">How often the setting in force fires over that past.</param>
/// <param name="WouldFire">How often the proposed one would have.</param>
/// <param name="Worked">How much that people worked on the setting in force finds.</param>
/// <param name="Missed">How much of that the proposed one would not have found.</param>
public sealed record BackTested(int Days, int Fired, int WouldFire, int Worked, int Missed)
{
    /// <summary>It fires less and misses nothing that people worked on.</summary>
    public bool IsGood => WouldFire < Fired && Missed == 0;

    /// <summary>In one sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Over the last {Days} days it would have fired {WouldFire} instead of {Fired} times, and would have missed {Lost}.");

    private string Lost => Worked == 0 ? "nothing, for nobody worked on any of it"
        : string.Create(CultureInfo.InvariantCulture, $"{(Missed == 0 ? "none" : Missed)} of {Worked} that people worked on");
}
