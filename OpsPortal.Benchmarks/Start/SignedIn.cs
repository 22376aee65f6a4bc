using System.Net;
using System.Text.RegularExpressions;

namespace OpsPortal.Benchmarks.Start;

/// <summary>A client that is signed in as somebody of the demo organisation, through the form that people use.</summary>
internal static partial class SignedIn
{
    /// <summary>The cookies of the session; they outlive a restart of the portal.</summary>
    public static async Task<CookieContainer> CookiesAsync(Uri portal, string email = "desk@demo.local")
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = portal };
        var page = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var fields = new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value,
            ["email"] = email,
            ["password"] = "OpsPortal-Demo-1",
        };
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in") throw new InvalidOperationException($"The portal did not let {email} in.");
        return cookies;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
