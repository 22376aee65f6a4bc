using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.Inform.Status.Public;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Subscriptions.Doors;

/// <summary>Subscribing and leaving, for anybody, without a session: no form here acts on anything that a cookie could stand for.</summary>
internal static class SubscriptionEndpoints
{
    private const int MostBytes = 16 * 1024;

    private static readonly FormOptions Small = new() { KeyLengthLimit = 32, ValueLengthLimit = HookAddress.MaxLength, ValueCountLimit = 210, MultipartBodyLengthLimit = MostBytes, BufferBody = false };

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var status = routes.MapGroup("/status").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        status.MapGet("/subscribe", FormAsync).WithName("SubscribeForm");
        status.MapPost("/subscribe", SubscribeAsync).WithName("Subscribe");
        status.MapGet("/confirm/{token}", async (string token, HttpContext request, SubscriptionActs acts, SubscriptionDoor door) =>
            await SayAsync(request, door, await acts.AwaitsAsync(token, request.RequestAborted), SubscriptionHtml.AskConfirm)).WithName("ConfirmForm");
        status.MapPost("/confirm/{token}", async (string token, HttpContext request, SubscriptionActs acts, SubscriptionDoor door) =>
            await SayAsync(request, door, (await acts.ConfirmAsync(token, request.RequestAborted)).Refusal is null, SubscriptionHtml.Confirmed)).WithName("Confirm");
        status.MapGet("/unsubscribe/{token}", async (string token, HttpContext request, SubscriptionActs acts, SubscriptionDoor door) =>
            await SayAsync(request, door, await acts.IsHeldAsync(token, request.RequestAborted), SubscriptionHtml.AskEnd)).WithName("UnsubscribeForm");
        status.MapPost("/unsubscribe/{token}", async (string token, HttpContext request, SubscriptionActs acts, SubscriptionDoor door) =>
            await SayAsync(request, door, (await acts.EndAsync(token, request.RequestAborted)).Refusal is null, SubscriptionHtml.Ended)).WithName("Unsubscribe");
    }

    private static async Task FormAsync(HttpContext request, SubscriptionDoor door, IDbContextFactory<OpsDb> databases)
    {
        if (!door.IsOpen)
        {
            request.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await ShowFormAsync(request, door, databases, new(door.TakesMail ? DestinationKind.Mail : DestinationKind.Webhook, "", []), null, StatusCodes.Status200OK);
    }

    private static async Task SubscribeAsync(HttpContext request, Subscribe subscribe, SubscriptionDoor door, IDbContextFactory<OpsDb> databases)
    {
        if (!door.IsOpen)
        {
            request.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await ReadAsync(request) is not { } wish)
        {
            await WriteAsync(request, StatusCodes.Status413PayloadTooLarge, SubscriptionHtml.Refused(door.PageName, "What was sent is no form, or is too large."));
            return;
        }

        switch (await subscribe.RunAsync(wish, request.Connection.RemoteIpAddress, request.RequestAborted))
        {
            case Outcome<DestinationKind>.Done(var kind):
                await WriteAsync(request, StatusCodes.Status200OK, SubscriptionHtml.Asked(door.PageName, kind));
                break;
            case Outcome<DestinationKind>.Refused(var why) when why.Code == InformRefusals.TooManyAttempts().Code:
                request.Response.Headers.RetryAfter = "600";
                await WriteAsync(request, StatusCodes.Status429TooManyRequests, SubscriptionHtml.Refused(door.PageName, why.Message));
                break;
            case Outcome<DestinationKind>.Refused(var why):
                await ShowFormAsync(request, door, databases, wish, why.Message, StatusCodes.Status422UnprocessableEntity);
                break;
        }
    }

    /// <summary>Null where it is no form, or too large for one.</summary>
    private static async Task<SubscriptionWish?> ReadAsync(HttpContext request)
    {
        if (request.Request.ContentLength > MostBytes || !request.Request.HasFormContentType) return null;
        try
        {
            var form = await new FormFeature(request.Request, Small).ReadFormAsync(request.RequestAborted);
            var kind = Enum.TryParse<DestinationKind>(form["kind"], ignoreCase: false, out var named) && Enum.IsDefined(named) ? named : DestinationKind.Mail;
            return new(kind, form["address"].ToString(), [.. form["service"].OfType<string>()]);
        }
        catch (Exception tooMuch) when (tooMuch is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static async Task ShowFormAsync(HttpContext request, SubscriptionDoor door, IDbContextFactory<OpsDb> databases, SubscriptionWish wish, string? why, int status)
    {
        await using var db = await databases.CreateDbContextAsync(request.RequestAborted);
        await WriteAsync(request, status, SubscriptionHtml.Form(door.PageName, await PublicNames.AllAsync(db, request.RequestAborted), door.TakesMail, wish, why));
    }

    private static Task SayAsync(HttpContext request, SubscriptionDoor door, bool known, Func<string, string> page) =>
        WriteAsync(request, known ? StatusCodes.Status200OK : StatusCodes.Status404NotFound, known ? page(door.PageName) : SubscriptionHtml.Unknown(door.PageName));

    private static Task WriteAsync(HttpContext request, int status, string html)
    {
        // A status of trouble must not be replaced by the portal's own page of it.
        if (request.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        request.Response.StatusCode = status;
        request.Response.ContentType = "text/html; charset=utf-8";
        request.Response.Headers.CacheControl = "no-store";
        StatusEndpoints.Guard(request.Response);
        return request.Response.WriteAsync(html, request.RequestAborted);
    }
}
