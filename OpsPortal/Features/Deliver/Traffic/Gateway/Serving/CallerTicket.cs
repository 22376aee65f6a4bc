using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Serving;

/// <summary>Draws the number of a caller, which decides on its side.</summary>
internal static class CallerTicket
{
    private const int Numbers = 100_000;
    private const int LongestCookie = 100;

    /// <summary>From 0 to below 100: the same for the same cookie or header, else by chance.</summary>
    public static double Of(HttpContext context, RouteInForce route) => route.Sticky switch
    {
        Stickiness.Cookie => OfText(Cookie(context, route.StickyName)),
        Stickiness.Header when context.Request.Headers.TryGetValue(route.StickyName, out var given) && given.ToString() is { Length: > 0 } value => OfText(value),
        _ => Random.Shared.NextDouble() * 100,
    };

    internal static double OfText(string text) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())) % Numbers * 100.0 / Numbers;

    /// <summary>The caller's cookie, or a fresh one, which it is given with the answer.</summary>
    private static string Cookie(HttpContext context, string name)
    {
        if (context.Request.Cookies.TryGetValue(name, out var known) && known.Length is > 0 and <= LongestCookie) return known;
        var fresh = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, Secure = context.Request.IsHttps };

        // What the destination answers is written over the headers there are; so last.
        context.Response.OnStarting(() =>
        {
            context.Response.Cookies.Append(name, fresh, options);
            return Task.CompletedTask;
        });
        return fresh;
    }
}
