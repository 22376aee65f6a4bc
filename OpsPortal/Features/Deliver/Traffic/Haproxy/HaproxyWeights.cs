using OpsPortal.Domain.Deliver.Traffic;

namespace OpsPortal.Features.Deliver.Traffic.Haproxy;

/// <summary>Turns shares of sides into weights of servers, and back.</summary>
internal static class HaproxyWeights
{
    /// <summary>The weight of each server of a side, by side: exact where whole numbers up to 256 allow it, else as near as they do. Null where that is not near enough, because too many servers share too little.</summary>
    /// <param name="servers">How many servers of each side can take traffic.</param>
    public static IReadOnlyDictionary<string, int>? Of(TrafficWeights wanted, IReadOnlyDictionary<string, int> servers)
    {
        var sides = servers.Where(side => side.Value > 0 && wanted[side.Key] > 0).ToList();
        if (sides.Count == 0) return null;
        var common = sides.Aggregate(1L, (all, side) => all / Greatest(all, side.Value) * side.Value);
        var exact = sides.ToDictionary(side => side.Key, side => wanted[side.Key] * (common / side.Value), StringComparer.Ordinal);
        var divisor = exact.Values.Aggregate(0L, Greatest);
        var most = exact.Values.Max() / divisor;
        var weights = servers.ToDictionary(side => side.Key, side => !exact.TryGetValue(side.Key, out var weight) ? 0
            : most <= HaproxyServer.MaxWeight ? (int)(weight / divisor)
            : Math.Max(1, (int)Math.Round((double)(weight / divisor) * HaproxyServer.MaxWeight / most)), StringComparer.Ordinal);
        double all = servers.Sum(side => side.Value * weights[side.Key]);
        return servers.All(side => Math.Abs((side.Value * weights[side.Key] * 100 / all) - wanted[side.Key]) <= TrafficReading.Tolerance) ? weights : null;
    }

    public static TrafficReading Reading(HaproxySettings settings, IReadOnlyDictionary<string, HaproxyServer> servers)
    {
        double all = servers.Values.Sum(server => server.Effective);
        return new([.. settings.Servers.OrderBy(side => side.Key, StringComparer.Ordinal).Select(side => new SideTraffic(
            side.Key,
            all == 0 ? 0 : side.Value.Sum(name => servers.GetValueOrDefault(name)?.Effective ?? 0) * 100 / all,
            side.Value.Count(name => servers.GetValueOrDefault(name)?.CanTake == true),
            side.Value.Count))]);
    }

    private static long Greatest(long a, long b) => b == 0 ? a : Greatest(b, a % b);
}
