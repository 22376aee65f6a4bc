using System.Globalization;

namespace OpsPortal.Domain.Deliver.Traffic;

/// <summary>What one side gets of the traffic.</summary>
/// <param name="Percent">Of all new requests; a side without an available destination gets nothing.</param>
/// <param name="Available">How many of its destinations can be sent to.</param>
/// <param name="All">How many there are.</param>
public sealed record SideTraffic(string Side, double Percent, int Available, int All);

/// <summary>Where the traffic is now, as the controller itself says.</summary>
/// <param name="Sides">By name.</param>
public sealed record TrafficReading(IReadOnlyList<SideTraffic> Sides)
{
    /// <summary>Weights are whole numbers, so a controller may miss a share by this much, in percentage points.</summary>
    public const double Tolerance = 1;

    /// <summary>Whether it is where it was wanted.</summary>
    public bool Is(TrafficWeights wanted) => Sides.All(side => Math.Abs(side.Percent - wanted[side.Side]) <= Tolerance) && wanted.Percent.All(share => share.Value == 0 || Sides.Any(side => side.Side == share.Key));

    public double PercentOf(string side) => Sides.FirstOrDefault(one => one.Side == side)?.Percent ?? 0;

    /// <summary>As <c>canary 25 %, stable 75 %</c>.</summary>
    public override string ToString() => string.Join(", ", Sides.Select(side => string.Create(CultureInfo.InvariantCulture, $"{side.Side} {side.Percent:0.#} %")));
}
