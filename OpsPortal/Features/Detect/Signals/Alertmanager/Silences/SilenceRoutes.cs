using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Signals.Alertmanager.Reading;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Silences;

/// <summary>Silences over the API of Alertmanager.</summary>
internal sealed class SilenceRoutes(IDbContextFactory<OpsDb> databases, SetSilence set, ExpireSilence expire, TimeProvider clock)
{
    /// <summary>How long an expired silence stays in the list; by its id it is found for ever.</summary>
    private static readonly TimeSpan ListedAfterEnd = TimeSpan.FromHours(120);

    public async Task PostAsync(HttpContext http)
    {
        var (silence, error) = await ReadAsync(http);
        error ??= MediaTypes.OfAnswer(http.Request);
        if (error is not null)
        {
            await error.WriteAsync(http.Response);
            return;
        }

        var (id, known) = Id(silence!.Id);
        var outcome = known ? await set.RunAsync(http.Actor(), id, silence.Draft, http.RequestAborted) : SilenceRefusals.NotFound();
        if (outcome is Outcome<Guid>.Done(var inForce))
        {
            if (await JsonReply.BeginAsync(http) is not { } reply) return;
            await using (reply)
            {
                reply.Json.WriteStartObject();
                reply.Json.WriteString("silenceID", inForce);
                reply.Json.WriteEndObject();
            }
        }
        else
        {
            await Reply(outcome.Refusal!).WriteAsync(http.Response);
        }
    }

    public async Task DeleteAsync(HttpContext http)
    {
        if (await IdOrReplyAsync(http) is not { } id) return;
        if (MediaTypes.OfAnswer(http.Request) is { } unwanted) await unwanted.WriteAsync(http.Response);
        else if ((await expire.RunAsync(http.Actor(), id, http.RequestAborted)).Refusal is { } why) await Reply(why).WriteAsync(http.Response);
    }

    public async Task GetAsync(HttpContext http)
    {
        if (await IdOrReplyAsync(http) is not { } id) return;
        await using var db = await databases.CreateDbContextAsync(http.RequestAborted);
        if (await db.Silences.AsNoTracking().SingleOrDefaultAsync(silence => silence.Id == id, http.RequestAborted) is not { } found)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await JsonReply.BeginAsync(http) is not { } reply) return;
        await using (reply) SilenceJson.Write(reply.Json, found, clock.GetUtcNow());
    }

    public async Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var (matchers, error) = AlertQuery.Filters(query);
        if (matchers is null)
        {
            await error!.WriteAsync(http.Response);
            return;
        }

        if (await JsonReply.BeginAsync(http) is not { } reply) return;
        await using (reply)
        await using (var db = await databases.CreateDbContextAsync(http.RequestAborted))
        {
            var now = clock.GetUtcNow();
            reply.Json.WriteStartArray();
            foreach (var part in Parts(db.Silences.AsNoTracking(), query, now))
            {
                await foreach (var silence in part.AsAsyncEnumerable().WithCancellation(http.RequestAborted))
                {
                    if (!matchers.All(silence.Matchers.Contains)) continue;
                    SilenceJson.Write(reply.Json, silence, now);
                    await reply.SendPartAsync();
                }
            }

            reply.Json.WriteEndArray();
        }
    }

    /// <summary>Active ones that end first, pending ones that begin first, expired ones that ended last.</summary>
    private static IEnumerable<IQueryable<Silence>> Parts(IQueryable<Silence> silences, IQueryCollection query, DateTimeOffset now)
    {
        var listedSince = now - ListedAfterEnd;
        if (AlertQuery.Flag(query, "active")) yield return silences.Where(s => s.StartsAt <= now && s.EndsAt > now).OrderBy(s => s.EndsAt).ThenBy(s => s.Id);
        if (AlertQuery.Flag(query, "pending")) yield return silences.Where(s => s.StartsAt > now && s.EndsAt > now).OrderBy(s => s.StartsAt).ThenBy(s => s.Id);
        if (AlertQuery.Flag(query, "expired")) yield return silences.Where(s => s.EndsAt <= now && s.EndsAt > listedSince).OrderByDescending(s => s.EndsAt).ThenBy(s => s.Id);
    }

    private static async Task<(PostedSilence? Silence, WireError? Error)> ReadAsync(HttpContext http)
    {
        var (body, error) = await JsonRequest.ReadAsync(http, "silence", RequestBody.MaxSmallBytes);
        if (body is null) return (null, error);
        using (body) return SilenceReader.Read(body.Bytes);
    }

    private static (Guid? Id, bool Known) Id(string? text) => string.IsNullOrEmpty(text)
        ? (null, true)
        : Guid.TryParseExact(text, "D", out var id) ? (id, true) : (null, false);

    private static async Task<Guid?> IdOrReplyAsync(HttpContext http)
    {
        var text = http.Request.RouteValues["id"]?.ToString() ?? "";
        if (Guid.TryParseExact(text, "D", out var id) || Guid.TryParseExact(text, "N", out id)) return id;
        await WireError.NotOfType("silenceID in path", "uuid", text).WriteAsync(http.Response);
        return null;
    }

    private static WireError Reply(Refusal why) => why.Code switch
    {
        SilenceRefusals.NotFoundCode => new(404, null, why.Message),
        SilenceRefusals.StartsAfterEndCode or SilenceRefusals.EndsInPastCode => WireError.Invalid($"Failed to create silence: {why.Message}"),
        SilenceRefusals.ChangedMeanwhileCode => new(409, null, why.Message),
        Refusals.ForbiddenCode => new(403, 403, why.Message),
        _ => WireError.Invalid($"silence invalid: {why.Message}"),
    };
}
