using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Traffic.Haproxy;

namespace OpsPortal.Tests.Features.Deliver.Traffic;

/// <summary>Shares, and the whole numbers that stand for them.</summary>
public sealed class SharingTraffic
{
    [Fact]
    public void Shares_are_whole_per_cent_together_100_of_good_names()
    {
        Assert.Equal("canary 25 %, stable 75 %", TrafficBench.Weights(("stable", 75), ("canary", 25)).ToString());
        Assert.Equal(TrafficBench.Weights(("blue", 100), ("green", 0)), TrafficBench.Weights(("green", 0), ("blue", 100)));
        foreach (var shares in new (string, int)[][] { [], [("a", 99)], [("a", 101), ("b", -1)], [("a", 50), ("a", 50)], [("a b", 100)], [("", 100)], [.. Enumerable.Range(0, 11).Select(at => ($"s{at}", at == 0 ? 100 : 0))] })
            Assert.Equal("traffic.invalid-weights", TrafficWeights.Of(shares).Refusal?.Code);
    }

    [Theory]
    [InlineData(75, 1, 1)]
    [InlineData(99, 1, 1)]
    [InlineData(99, 3, 1)]
    [InlineData(50, 3, 2)]
    [InlineData(99, 7, 13)]
    [InlineData(100, 4, 2)]
    [InlineData(0, 4, 2)]
    public void Weights_of_servers_come_as_near_to_the_shares_as_256_steps_allow(int stable, int stableServers, int canaryServers)
    {
        var weights = HaproxyWeights.Of(TrafficBench.Weights(("stable", stable), ("canary", 100 - stable)), new Dictionary<string, int> { ["stable"] = stableServers, ["canary"] = canaryServers });
        Assert.NotNull(weights);
        Assert.All(weights.Values, weight => Assert.InRange(weight, 0, 256));
        double all = (weights["stable"] * stableServers) + (weights["canary"] * canaryServers);
        Assert.InRange(weights["stable"] * stableServers * 100 / all, stable - 0.6, stable + 0.6);
        Assert.Equal((stable > 0, stable < 100), (weights["stable"] > 0, weights["canary"] > 0));
    }

    [Fact]
    public void Too_many_servers_for_too_little_traffic_have_no_weights() =>
        Assert.Null(HaproxyWeights.Of(TrafficBench.Weights(("stable", 1), ("canary", 99)), new Dictionary<string, int> { ["stable"] = 97, ["canary"] = 1 }));

    [Fact]
    public void A_reading_says_whether_it_is_where_it_was_wanted()
    {
        var reading = new TrafficReading([new("canary", 24.6, 1, 1), new("stable", 75.4, 2, 2)]);
        Assert.True(reading.Is(TrafficBench.Weights(("stable", 75), ("canary", 25))));
        Assert.False(reading.Is(TrafficBench.Weights(("stable", 90), ("canary", 10))));
        Assert.False(reading.Is(TrafficBench.Weights(("stable", 75), ("green", 25))));
        Assert.Equal("canary 24.6 %, stable 75.4 %", reading.ToString());
    }
}
