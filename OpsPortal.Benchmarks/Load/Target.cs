using System.Net;

namespace OpsPortal.Benchmarks.Load;

/// <summary>A server that takes alerts as an Alertmanager does.</summary>
/// <param name="Port">On the loopback address.</param>
/// <param name="Key">Sent as bearer token; null: no authorization header.</param>
internal sealed record Target(int Port, string? Key = null)
{
    public IPEndPoint Address => new(IPAddress.Loopback, Port);

    public Uri Url => new($"http://127.0.0.1:{Port}");
}
