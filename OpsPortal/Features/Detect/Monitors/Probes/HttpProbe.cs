using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors.Probes;

/// <summary>Gets an address and looks at status, header and body. Every probe makes a connection of its own, as a visitor would.</summary>
internal static class HttpProbe
{
    /// <summary>More of a body than this is not read.</summary>
    public const int MostBody = 1 << 20;

    public static async Task<ProbeAnswer> AskAsync(HttpTarget target, GuardedConnect connect, CancellationToken stopping)
    {
        DateTimeOffset? expires = null;
        using var handler = connect.CreateHandler();
        handler.AutomaticDecompression = System.Net.DecompressionMethods.All;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            if (certificate is X509Certificate2 shown) expires = new DateTimeOffset(shown.NotAfter.ToUniversalTime(), TimeSpan.Zero);
            return errors == System.Net.Security.SslPolicyErrors.None;
        };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("OpsPortal");
        using var answer = await http.GetAsync(new Uri(target.Url), HttpCompletionOption.ResponseHeadersRead, stopping);
        var (status, found) = ((int)answer.StatusCode, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}"));
        if (target.Status == 0 ? status is < 200 or > 299 : status != target.Status) return ProbeAnswer.Down($"{found} instead of {(target.Status == 0 ? "200 to 299" : target.Status)}.") with { CertificateExpires = expires };
        if (target.Header.Length > 0 && !HasHeader(answer, target.Header)) return ProbeAnswer.Down($"The header {target.Header} is missing.") with { CertificateExpires = expires };
        var why = target.BodyContains.Length > 0 || target.JsonPath.Length > 0 ? JudgeBody(target, await BodyAsync(answer, stopping)) : null;
        return (why is null ? new ProbeAnswer(true, found) : ProbeAnswer.Down(why)) with { CertificateExpires = expires };
    }

    private static bool HasHeader(HttpResponseMessage answer, string wanted)
    {
        var cut = wanted.IndexOf(':', StringComparison.Ordinal);
        var name = (cut < 0 ? wanted : wanted[..cut]).Trim();
        var part = cut < 0 ? "" : wanted[(cut + 1)..].Trim();
        return (answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values))
            && values.Any(value => value.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(stopping);
        var body = new byte[MostBody + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, stopping);
        return length > MostBody ? throw new InvalidDataException("The body is larger than 1 MiB.") : body[..length];
    }

    /// <summary>What is wrong with it; null: nothing.</summary>
    private static string? JudgeBody(HttpTarget target, byte[] body)
    {
        if (target.BodyContains.Length > 0 && !Encoding.UTF8.GetString(body).Contains(target.BodyContains, StringComparison.Ordinal)) return $"The body does not contain \"{target.BodyContains}\".";
        if (target.JsonPath.Length == 0) return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (JsonPath.Find(json.RootElement, target.JsonPath) is not { } value) return $"There is nothing at {target.JsonPath}.";
            return target.JsonEquals.Length == 0 || value.ToString() == target.JsonEquals ? null : $"At {target.JsonPath} stands {value} instead of {target.JsonEquals}.";
        }
        catch (JsonException)
        {
            return "The body is not JSON.";
        }
    }
}
