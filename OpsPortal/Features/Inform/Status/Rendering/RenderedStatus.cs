using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Live;

namespace OpsPortal.Features.Inform.Status.Rendering;

/// <summary>One document as it is sent, both ways, with what it is told apart by.</summary>
internal sealed record RenderedDocument(byte[] Plain, byte[] Packed, string Tag)
{
    public static RenderedDocument Of(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(plain);
        return new(plain, packed.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12))}\"");
    }
}

/// <summary>The page and the feed as of one look.</summary>
internal sealed record RenderedPair(RenderedDocument Page, RenderedDocument Feed, long Version, long Since);

/// <summary>
/// Keeps the public page ready as bytes. It is made anew when something has changed, but at most every two seconds, and whoever asks
/// meanwhile gets the last one: however many ask, the database is asked as often as things change.
/// </summary>
internal sealed class RenderedStatus(StatusReader reader, InformLinks links, ChangeFeed feed, TimeProvider clock, ILogger<RenderedStatus> log) : IDisposable
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>What was planned begins without anything being changed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly ChangeKind[] Kinds = [ChangeKind.Events, ChangeKind.Announcements];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile RenderedPair? _last;

    /// <summary>As of a few seconds ago at most; older only while the database cannot be read.</summary>
    public ValueTask<RenderedPair> CurrentAsync(CancellationToken stopping)
    {
        if (_last is not { } last) return new(FirstAsync(stopping));
        if (IsStale(last) && _turn.Wait(0, CancellationToken.None)) _ = RefreshAsync(last);
        return new(last);
    }

    public void Dispose() => _turn.Dispose();

    private bool IsStale(RenderedPair last) => clock.GetElapsedTime(last.Since) is var age && age >= Pace && (age >= Longest || Version() != last.Version);

    private long Version() => Kinds.Sum(feed.Version);

    private async Task<RenderedPair> FirstAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            return _last ??= await MakeAsync(stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RefreshAsync(RenderedPair last)
    {
        try
        {
            _last = await MakeAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.StatusStale(failure);
            _last = last with { Since = clock.GetTimestamp() };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<RenderedPair> MakeAsync(CancellationToken stopping)
    {
        var (version, since) = (Version(), clock.GetTimestamp());
        var status = await reader.ReadAsync(stopping);
        return new(RenderedDocument.Of(Encoding.UTF8.GetBytes(StatusHtml.Page(status))), RenderedDocument.Of(StatusFeed.Write(status, links)), version, since);
    }
}
