namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>Answers in words, for senders whose contract asks for a status only.</summary>
internal static class PlainText
{
    public static Task WriteAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }

    public static Task TooLargeAsync(HttpContext http, int most) => WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {most} bytes.");
}
