using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>A whole request body in one piece of pooled memory, given back on disposal.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>Largest body taken, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Largest body where one thing is sent at a time, in bytes.</summary>
    public const int MaxSmallBytes = 1024 * 1024;

    private const int FirstRent = 16 * 1024;

    /// <summary>Bodies beyond this size, in bytes, are read a few at a time: together they would fill the memory.</summary>
    private const int Large = 1024 * 1024;

    private static readonly SemaphoreSlim LargeOnes = new(4, 4);

    private readonly int _most;
    private byte[] _rented;
    private int _length;
    private bool _counted;

    private RequestBody(int size, int most) => (_rented, _most) = (ArrayPool<byte>.Shared.Rent(size), most);

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>The same bytes for readers that cannot take a span; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Memory => _rented.AsMemory(0, _length);

    public Stream ToStream() => new MemoryStream(_rented, 0, _length, writable: false);

    /// <summary>The body; null as soon as it is known to be too large, without reading the rest.</summary>
    public static async Task<RequestBody?> ReadAsync(HttpRequest request, int most, CancellationToken stopping)
    {
        if (request.ContentLength > most) return null;

        LiftServersLimit(request);
        return await ReadAsync(request.BodyReader, (int)Math.Clamp(request.ContentLength ?? FirstRent, FirstRent, Large), most, stopping);
    }

    /// <summary>The body unpacked from gzip; null as soon as it is known to be too large unpacked.</summary>
    /// <exception cref="InvalidDataException">It is not gzip.</exception>
    public static async Task<RequestBody?> ReadGzipAsync(HttpRequest request, int most, CancellationToken stopping)
    {
        if (request.ContentLength > most) return null;
        LiftServersLimit(request);
        await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        var reader = PipeReader.Create(unpacked, new(leaveOpen: true, bufferSize: FirstRent));
        try
        {
            return await ReadAsync(reader, FirstRent, most, stopping);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>Our own limit answers in the sender's language; the server's would cut the connection before the answer is read.</summary>
    private static void LiftServersLimit(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }

    private static async Task<RequestBody?> ReadAsync(PipeReader reader, int size, int most, CancellationToken stopping)
    {
        var body = new RequestBody(size, most);
        try
        {
            if (await body.FillAsync(reader, stopping)) return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_rented.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = [];
        if (_counted) LargeOnes.Release();
    }

    private async Task<bool> FillAsync(PipeReader reader, CancellationToken stopping)
    {
        while (true)
        {
            var read = await reader.ReadAsync(stopping);
            if (_length + read.Buffer.Length > _most)
            {
                // Left unread, the server could not skip the rest and would cut the connection.
                reader.AdvanceTo(read.Buffer.End);
                return false;
            }

            foreach (var part in read.Buffer)
            {
                if (_length + part.Length > _rented.Length) await GrowAsync(_length + part.Length, stopping);
                part.Span.CopyTo(_rented.AsSpan(_length));
                _length += part.Length;
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return true;
        }
    }

    private async ValueTask GrowAsync(int needed, CancellationToken stopping)
    {
        if (!_counted && needed > Large)
        {
            await LargeOnes.WaitAsync(stopping);
            _counted = true;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _rented.Length * 2));
        _rented.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
    }
}
