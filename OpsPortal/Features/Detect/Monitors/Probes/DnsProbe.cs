using System.Net;
using DnsClient;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors.Probes;

/// <summary>Asks a name server, without a cache of its own.</summary>
internal static class DnsProbe
{
    private const int Port = 53;

    public static async Task<ProbeAnswer> AskAsync(DnsTarget target, GuardedConnect connect, CancellationToken stopping)
    {
        var options = target.Server.Length == 0 ? new LookupClientOptions() : new LookupClientOptions(await ServerAsync(target.Server, connect, stopping));
        (options.UseCache, options.Retries, options.Timeout, options.ThrowDnsErrors) = (false, 0, target.Timeout, false);
        var answer = await new LookupClient(options).QueryAsync(target.Name, Enum.Parse<QueryType>(target.RecordType), cancellationToken: stopping);
        if (answer.HasError) return ProbeAnswer.Down($"{answer.Header.ResponseCode}: {answer.ErrorMessage}.");
        var found = answer.Answers.Where(record => record.RecordType.ToString() == target.RecordType).Select(record => record.ToString()).ToList();
        if (found.Count == 0) return ProbeAnswer.Down($"There is no {target.RecordType} record.");
        if (target.Expects.Length > 0 && !found.Exists(record => record.Contains(target.Expects, StringComparison.OrdinalIgnoreCase))) return ProbeAnswer.Down($"No answer contains {target.Expects}.");
        return new(true, $"{found.Count} {target.RecordType} {(found.Count == 1 ? "record" : "records")}.");
    }

    private static async Task<IPEndPoint> ServerAsync(string server, GuardedConnect connect, CancellationToken stopping)
    {
        var endpoint = IPEndPoint.Parse(server);
        var address = (await connect.ResolveAsync(endpoint.Address.ToString(), stopping))[0];
        return new(address, endpoint.Port == 0 ? Port : endpoint.Port);
    }
}
