using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Deliver.Releases.Switches.Evaluation;

/// <summary>Where applications ask who has a feature: the OpenFeature Remote Evaluation Protocol, so that every OFREP provider works. Answered from memory.</summary>
internal static class OfrepEndpoints
{
    /// <summary>Longest body, in bytes.</summary>
    private const int MostBytes = 64 * 1024;

    public static void MapFeatureEvaluation(this IEndpointRouteBuilder routes)
    {
        var flags = routes.MapGroup("/ofrep/v1/evaluate/flags").RequireAuthorization(Permissions.FeaturesEvaluate).ExcludeFromDescription();
        flags.MapPost("/{key}", (HttpContext request, string key, SwitchBook book) => OneAsync(request, key, book));
        flags.MapPost("", (HttpContext request, SwitchBook book) => AllAsync(request, book));
    }

    private static async Task OneAsync(HttpContext request, string key, SwitchBook book)
    {
        var (subject, error) = await ReadAsync(request);
        if (subject is null)
        {
            await FailAsync(request, key, error ?? OfrepError.Unreadable);
            return;
        }

        if (!(await book.NowAsync(request.RequestAborted)).ByKey.TryGetValue(key, out var feature))
        {
            await FailAsync(request, key, new(OfrepError.FlagNotFound, $"There is no switch {OneLine.Of(key, FeatureSwitch.MaxKeyLength)}."));
            return;
        }

        var body = new ArrayBufferWriter<byte>(256);
        OfrepError? untold;
        using (var json = new Utf8JsonWriter(body)) untold = OfrepWriter.Write(json, feature, subject);
        await OfrepWriter.SendAsync(request.Response, untold is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, body, request.RequestAborted);
    }

    private static async Task AllAsync(HttpContext request, SwitchBook book)
    {
        var (subject, error) = await ReadAsync(request);
        if (subject is null)
        {
            await FailAsync(request, null, error ?? OfrepError.Unreadable);
            return;
        }

        var features = (await book.NowAsync(request.RequestAborted)).InOrder;
        var body = new ArrayBufferWriter<byte>(Math.Max(256, features.Count * 128));
        using (var json = new Utf8JsonWriter(body)) OfrepWriter.WriteAll(json, features, subject);

        // Of the answer itself: two subjects who get the same share it, and any change that concerns one shows.
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.WrittenSpan).AsSpan(0, 16))}\"";
        request.Response.Headers.ETag = tag;
        if (IsKnown(request.Request, tag))
        {
            request.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await OfrepWriter.SendAsync(request.Response, StatusCodes.Status200OK, body, request.RequestAborted);
    }

    /// <summary>As RFC 9110 compares for If-None-Match: a list, where a mark of weakness does not count.</summary>
    private static bool IsKnown(HttpRequest request, string tag) => request.Headers.IfNoneMatch.Any(values => values is not null && values
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(value => value == "*" || value == tag || (value.StartsWith("W/", StringComparison.Ordinal) && value.AsSpan(2).SequenceEqual(tag))));

    private static async ValueTask<(SwitchSubject? Subject, OfrepError? Error)> ReadAsync(HttpContext request)
    {
        using var body = await RequestBody.ReadAsync(request.Request, MostBytes, request.RequestAborted);
        return body is null ? (null, OfrepError.TooLong) : OfrepContext.Read(body.Bytes);
    }

    private static async Task FailAsync(HttpContext request, string? key, OfrepError error)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body)) OfrepWriter.Write(json, key, error);
        await OfrepWriter.SendAsync(request.Response, error.Code == OfrepError.FlagNotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, body, request.RequestAborted);
    }
}
