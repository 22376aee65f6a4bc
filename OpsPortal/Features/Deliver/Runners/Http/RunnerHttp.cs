using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Deliver.Runners.Http;

/// <summary>A request to another system's interface.</summary>
/// <param name="Body">Null: none.</param>
internal sealed record HttpCall(HttpMethod Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string? Body = null, string ContentType = "application/json");

/// <summary>What it said.</summary>
/// <param name="Status">0: it could not be reached, and whether the request came there is not known.</param>
/// <param name="Said">The status, or what went wrong, in words.</param>
/// <param name="Body">The answer; at most a megabyte of it.</param>
/// <param name="Location">Empty: it named none.</param>
/// <param name="Cookies">To be sent back, as <c>a=b; c=d</c>.</param>
internal sealed record HttpReply(int Status, string Said, string Body, string Location = "", string Cookies = "", TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Nobody answered, too many at once, or the other side is in trouble: the same may be asked later.</summary>
    public bool MayWorkLater => Status is 0 or 408 or 425 or 429 or >= 500;
}

/// <summary>Asks other systems through the guard against internal addresses. Follows no redirect: keys given for one address are not for another.</summary>
internal sealed class RunnerHttp : IDisposable
{
    private const int MostRead = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public RunnerHttp(GuardedConnect connect, TimeProvider clock)
    {
        var handler = connect.CreateHandler();
        (handler.AllowAutoRedirect, handler.PooledConnectionLifetime, handler.MaxConnectionsPerServer) = (false, TimeSpan.FromMinutes(2), 16);
        (_http, _clock) = (new(handler) { Timeout = Timeout.InfiniteTimeSpan }, clock);
    }

    public async Task<HttpReply> SendAsync(HttpCall call, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(call.Method, call.Url);
            if (call.Body is { } body) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(call.ContentType));
            request.Headers.UserAgent.Add(new("OpsPortal", "1"));
            foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new(
                (int)answer.StatusCode, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ReasonPhrase}"), await ReadAsync(answer, patience.Token),
                answer.Headers.Location?.OriginalString ?? "", Cookies(answer), RetryAfter(answer));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(0, string.Create(CultureInfo.InvariantCulture, $"No answer within {Patience.TotalSeconds:0} s."), "");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var refused = failure as AddressRefusedException ?? failure.InnerException as AddressRefusedException;
            return new(0, refused?.Message ?? $"It could not be reached: {failure.Message}", "");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(stopping);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (kept.Length < MostRead && await stream.ReadAsync(buffer, stopping) is > 0 and var read) kept.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static string Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0].Trim())) : "";

    /// <summary>As the standard header says, or GitHub's own, which names the second its limit is lifted.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        if (answer.Headers.RetryAfter is { Delta: { } delta }) return delta;
        if (answer.Headers.RetryAfter is { Date: { } date }) return date - _clock.GetUtcNow();
        return answer.Headers.TryGetValues("x-ratelimit-remaining", out var left) && left.First() == "0" && answer.Headers.TryGetValues("x-ratelimit-reset", out var reset)
            && long.TryParse(reset.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? DateTimeOffset.FromUnixTimeSeconds(second) - _clock.GetUtcNow()
            : null;
    }
}
