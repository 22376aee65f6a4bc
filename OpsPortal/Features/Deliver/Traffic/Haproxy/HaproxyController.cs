using System.Globalization;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;

namespace OpsPortal.Features.Deliver.Traffic.Haproxy;

/// <summary>Moves traffic by the weights of HAProxy's servers, through its runtime interface. A HAProxy that is started anew has the weights of its file again.</summary>
internal sealed class HaproxyController(HaproxyLine line) : ITrafficController
{
    public const string Name = "haproxy";

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<HaproxySettings>();
        return read is Outcome<HaproxySettings>.Done(var wanted) ? wanted.Check() : read.Refusal;
    }

    public async Task<Outcome<TrafficReading>> ReadAsync(TrafficTarget target, StepSettings settings, CancellationToken stopping)
    {
        var known = Known(settings);
        if (known is not Outcome<HaproxySettings>.Done(var haproxy)) return known.Refusal ?? TrafficRefusals.BadSettings("");
        var servers = await ServersAsync(haproxy, stopping);
        return servers is Outcome<IReadOnlyDictionary<string, HaproxyServer>>.Done(var found) ? HaproxyWeights.Reading(haproxy, found) : servers.Refusal ?? TrafficRefusals.BadSettings("");
    }

    public async Task<Outcome<TrafficReading>> ShiftAsync(TrafficTarget target, StepSettings settings, TrafficWeights wanted, CancellationToken stopping)
    {
        var known = Known(settings);
        if (known is not Outcome<HaproxySettings>.Done(var haproxy)) return known.Refusal ?? TrafficRefusals.BadSettings("");
        var before = await ServersAsync(haproxy, stopping);
        if (before is not Outcome<IReadOnlyDictionary<string, HaproxyServer>>.Done(var servers)) return before.Refusal ?? TrafficRefusals.BadSettings("");
        if (InTheWay(haproxy, servers, wanted) is { } why) return why;

        var able = haproxy.Servers.ToDictionary(side => side.Key, side => side.Value.Count(name => servers[name].CanTake), StringComparer.Ordinal);
        if (HaproxyWeights.Of(wanted, able) is not { } weights) return TrafficRefusals.TooFine(wanted);
        var commands = Commands(haproxy, servers, weights);
        if (commands.Count == 0) return HaproxyWeights.Reading(haproxy, servers);
        var said = await line.SayAsync(haproxy, string.Join(';', commands), stopping);
        if (said is not Outcome<string>.Done(var words)) return said.Refusal ?? TrafficRefusals.BadSettings("");

        // Each command that was carried out answers with an empty line.
        var complaint = OneLine.Of(words.Trim(), 300);
        var after = await ReadAsync(target, settings, stopping);
        if (after is not Outcome<TrafficReading>.Done(var now)) return after;
        if (now.Is(wanted)) return now;
        return complaint.Length > 0 ? TrafficRefusals.Refused(HaproxyLine.Who, $"{complaint} The traffic is at {now}.") : TrafficRefusals.NotShifted(HaproxyLine.Who, wanted, now);
    }

    private static Outcome<HaproxySettings> Known(StepSettings settings)
    {
        var read = settings.Read<HaproxySettings>();
        return read is Outcome<HaproxySettings>.Done(var wanted) && wanted.Check() is { } wrong ? wrong : read;
    }

    /// <summary>What can be known to go wrong before anything is moved.</summary>
    private static Refusal? InTheWay(HaproxySettings haproxy, IReadOnlyDictionary<string, HaproxyServer> servers, TrafficWeights wanted)
    {
        foreach (var (side, _) in wanted.Percent.Where(share => share.Value > 0))
        {
            if (!haproxy.Servers.TryGetValue(side, out var names)) return TrafficRefusals.UnknownSide(side);
            if (names.Any(name => servers[name].CanTake)) continue;
            return names.FirstOrDefault(name => servers[name].InMaintenance) is { } resting ? TrafficRefusals.InMaintenance(resting) : TrafficRefusals.SideDown(side);
        }

        return null;
    }

    /// <summary>What has to be changed: first those that are to get more, then those that are to get less, so that somebody takes the traffic at every moment.</summary>
    private static List<string> Commands(HaproxySettings haproxy, IReadOnlyDictionary<string, HaproxyServer> servers, IReadOnlyDictionary<string, int> weights)
    {
        List<string> more = [], less = [];
        foreach (var (side, names) in haproxy.Servers)
        {
            foreach (var (name, server) in names.Select(name => (name, servers[name])).Where(one => !one.Item2.InMaintenance))
            {
                var (weight, place) = (weights[side], $"{haproxy.Backend}/{name}");
                if (weight > 0)
                {
                    var grows = server.IsDrained || weight >= server.Weight ? more : less;
                    if (server.Weight != weight) grows.Add(string.Create(CultureInfo.InvariantCulture, $"set server {place} weight {weight}"));
                    if (server.IsDrained) grows.Add($"set server {place} state ready");
                }
                else
                {
                    if (server.Weight != 0) less.Add($"set server {place} weight 0");
                    if (!server.IsDrained) less.Add($"set server {place} state drain");
                }
            }
        }

        return [.. more, .. less];
    }

    private async Task<Outcome<IReadOnlyDictionary<string, HaproxyServer>>> ServersAsync(HaproxySettings haproxy, CancellationToken stopping)
    {
        var said = await line.SayAsync(haproxy, $"show servers state {haproxy.Backend}", stopping);
        if (said is not Outcome<string>.Done(var answer)) return said.Refusal ?? TrafficRefusals.BadSettings("");
        if (HaproxyServer.Read(answer) is not { } servers) return TrafficRefusals.Refused(HaproxyLine.Who, OneLine.Of(answer, 300));
        var found = servers.ToDictionary(server => server.Name, StringComparer.Ordinal);
        return haproxy.Servers.Values.SelectMany(names => names).FirstOrDefault(name => !found.ContainsKey(name)) is { } missing
            ? TrafficRefusals.Refused(HaproxyLine.Who, $"the backend {haproxy.Backend} has no server {missing}.")
            : new Outcome<IReadOnlyDictionary<string, HaproxyServer>>.Done(found);
    }
}
