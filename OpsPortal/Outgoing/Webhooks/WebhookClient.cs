using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace OpsPortal.Outgoing.Webhooks;

/// <summary>A body on its way to somebody, with what it is signed with.</summary>
/// <param name="Id">The idempotency key.</param>
/// <param name="Secret">Empty: it is not signed, because its receiver could not verify.</param>
/// <param name="Headers">Beside those of the signature.</param>
internal sealed record WebhookPost(Uri Url, string Id, string Body, string Secret, TimeSpan TimeOut, IReadOnlyDictionary<string, string> Headers);

/// <summary>What the receiver said.</summary>
/// <param name="Status">0: it could not be reached.</param>
/// <param name="Body">The beginning of its answer, or what went wrong.</param>
internal sealed record WebhookAnswer(int Status, string Said, string Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The same body may be taken later: nobody answered, too many at once, or the receiver is in trouble.</summary>
    public bool MayWorkLater => Status is 0 or 408 or 425 or 429 or >= 500;
}

/// <summary>Posts signed bodies through the guard against internal addresses. Follows no redirect: what was signed for one is not for another.</summary>
internal sealed class WebhookClient : IDisposable
{
    /// <summary>As much of an answer is read, in bytes.</summary>
    private const int MostRead = 16 * 1024;

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public WebhookClient(GuardedConnect connect, TimeProvider clock)
    {
        var handler = connect.CreateHandler();
        (handler.AllowAutoRedirect, handler.PooledConnectionLifetime, handler.MaxConnectionsPerServer) = (false, TimeSpan.FromMinutes(2), 16);
        (_http, _clock) = (new(handler) { Timeout = Timeout.InfiniteTimeSpan }, clock);
    }

    public async Task<WebhookAnswer> PostAsync(WebhookPost post, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(post.TimeOut);
        try
        {
            using var request = Request(post);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var body = await ReadAsync(answer, patience.Token);
            return new((int)answer.StatusCode, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ReasonPhrase}"), body, RetryAfter(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(0, string.Create(CultureInfo.InvariantCulture, $"No answer within {post.TimeOut.TotalSeconds:0} s."), "", null);
        }
        catch (HttpRequestException failure)
        {
            return new(0, failure.InnerException is AddressRefusedException refused ? refused.Message : $"It could not be reached: {failure.Message}", "", null);
        }
        catch (IOException failure)
        {
            return new(0, $"It could not be reached: {failure.Message}", "", null);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(WebhookPost post)
    {
        var (body, timestamp) = (Encoding.UTF8.GetBytes(post.Body), _clock.GetUtcNow().ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, post.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new("OpsPortal", "1"));
        request.Headers.Add(StandardWebhooks.IdHeader, post.Id);
        request.Headers.Add(StandardWebhooks.TimeHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        if (post.Secret.Length > 0) request.Headers.Add(StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(post.Secret, post.Id, timestamp, body));
        foreach (var (name, value) in post.Headers) request.Headers.Add(name, value);
        return request;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked) => asked switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => null,
    };

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(stopping);
        var buffer = new byte[MostRead];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stopping);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
