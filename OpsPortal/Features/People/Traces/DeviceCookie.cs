using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Features.People.Traces;

/// <summary>What the portal leaves in a browser to know it again, whoever signs in with it. It opens nothing.</summary>
internal static class DeviceCookie
{
    public const string Name = "opsportal.device";

    /// <summary>As long as browsers keep one.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>The browser behind a request, as the start of a hash; one that is met for the first time is given something to be known by.</summary>
    public static string Of(HttpContext request, DateTimeOffset at)
    {
        if (request.Request.Cookies[Name] is not { Length: 32 } device || !device.All(char.IsAsciiHexDigitLower))
        {
            device = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            request.Response.Cookies.Append(Name, device, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.Request.IsHttps, IsEssential = true, Expires = at + KeptFor, Path = "/" });
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(device)))[..16];
    }
}
