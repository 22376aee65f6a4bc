using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors.Probes;

/// <summary>Probes below HTTP: a connection, a certificate, an echo.</summary>
internal static class SocketProbes
{
    public static async Task<ProbeAnswer> TcpAsync(TcpTarget target, GuardedConnect connect, CancellationToken stopping)
    {
        await using var connection = await connect.ConnectAsync(target.Host, target.Port, stopping);
        return new(true, "The connection was accepted.");
    }

    public static async Task<ProbeAnswer> TlsAsync(TlsTarget target, GuardedConnect connect, DateTimeOffset now, CancellationToken stopping)
    {
        DateTimeOffset? expires = null;
        var errors = SslPolicyErrors.None;
        await using var connection = await connect.ConnectAsync(target.Host, target.Port, stopping);
        await using var tls = new SslStream(connection, leaveInnerStreamOpen: false, (_, certificate, _, found) =>
        {
            errors = target.TrustAnyIssuer ? found & ~SslPolicyErrors.RemoteCertificateChainErrors : found;
            if (certificate is X509Certificate2 shown) expires = new DateTimeOffset(shown.NotAfter.ToUniversalTime(), TimeSpan.Zero);

            // An expired or foreign certificate is to be read too; what is wrong is said below.
            return true;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = target.Host }, stopping);
        if (expires <= now) return ProbeAnswer.Down(string.Create(CultureInfo.InvariantCulture, $"The certificate expired on {expires:d MMM yyyy}.")) with { CertificateExpires = expires };
        if (errors != SslPolicyErrors.None) return ProbeAnswer.Down(Words(errors)) with { CertificateExpires = expires };
        return new(true, string.Create(CultureInfo.InvariantCulture, $"The certificate is good until {expires:d MMM yyyy}."), expires);
    }

    public static async Task<ProbeAnswer> PingAsync(PingTarget target, GuardedConnect connect, CancellationToken stopping)
    {
        var address = (await connect.ResolveAsync(target.Host, stopping))[0];
        using var ping = new Ping();
        var reply = await ping.SendPingAsync(address, target.Timeout, cancellationToken: stopping);
        return reply.Status == IPStatus.Success ? new(true, $"{address} answered.") : ProbeAnswer.Down($"{address}: {reply.Status}.");
    }

    private static string Words(SslPolicyErrors errors) =>
        errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "The server shows no certificate."
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "The certificate is for another name."
        : "No known authority vouches for the certificate.";
}
