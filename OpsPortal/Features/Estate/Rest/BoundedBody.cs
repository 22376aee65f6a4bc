using OpsPortal.Domain.Estate.Exchange;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>The bytes of a request, as far as they are not too many.</summary>
internal static class BoundedBody
{
    public static FileFault TooLong { get; } = new(1, "import.too-large", "The body is too long.");

    /// <summary>Null where there are more than <paramref name="most"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext request, int most)
    {
        if (request.Request.ContentLength > most) return null;
        using var bytes = new MemoryStream();
        var part = new byte[64 * 1024];
        int read;
        while ((read = await request.Request.Body.ReadAsync(part, request.RequestAborted)) > 0)
        {
            if (bytes.Length + read > most) return null;
            await bytes.WriteAsync(part.AsMemory(0, read), request.RequestAborted);
        }

        return bytes.ToArray();
    }
}
