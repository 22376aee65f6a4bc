using System.Runtime.CompilerServices;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Json;

/// <summary>Takes any JSON, read by the mapping of the source that the address names. A 204 means that it is durable.</summary>
internal sealed class PostJson(SourceIntake intake, TimeProvider clock)
{
    private const int MaxBytes = RequestBody.MaxSmallBytes;
    private const int MaxComplaints = 20;

    /// <summary>Mappings made ready, for as long as the source they belong to is held.</summary>
    private readonly ConditionalWeakTable<IntakeSource, ReadyMapping> _ready = [];

    public async Task RunAsync(HttpContext http)
    {
        var name = http.Request.RouteValues["mapping"]?.ToString() ?? "";
        if ((await intake.SourcesAsync(http.RequestAborted)).Named(name) is not { Kind: SourceKind.Json } source)
        {
            intake.Refused("unknown-mapping");
            await ProblemAsync(http, StatusCodes.Status404NotFound, "unknown-mapping", "There is no mapping of this name. Add a source of the kind JSON under Sources.");
            return;
        }

        if (!source.Enabled)
        {
            intake.Refused("switched-off");
            await ProblemAsync(http, StatusCodes.Status403Forbidden, "switched-off", "This source is switched off.");
            return;
        }

        using var body = await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        if (body is null) await RefuseAsync(http, source, StatusCodes.Status413PayloadTooLarge, "too-large", $"The body is larger than {MaxBytes} bytes.", default);
        else await WorkAsync(http, source, body);
    }

    private async Task WorkAsync(HttpContext http, IntakeSource source, RequestBody body)
    {
        intake.Ledger.Received(source.Name, body.Bytes);
        if (Ready(source) is not { } mapping)
        {
            await RefuseAsync(http, source, StatusCodes.Status400BadRequest, "no-mapping", "The mapping of this source is not finished. The payload is kept, to finish it with.", body.Memory);
            return;
        }

        if (MappedSignals.Read(mapping, body.Memory, source.Name, clock.GetUtcNow(), out var why) is not { } mapped)
        {
            await RefuseAsync(http, source, StatusCodes.Status400BadRequest, "malformed", $"The body is no JSON: {why}", body.Memory);
            return;
        }

        var taken = await intake.TakeAsync(source, mapped.Signals, http.RequestAborted);
        var complaints = string.Join("; ", mapped.Complaints.Take(MaxComplaints));
        if (taken != Taken.Stored)
        {
            SourceIntake.AskToComeAgain(http.Response);
            await ProblemAsync(http, StatusCodes.Status503ServiceUnavailable, "not-stored", SourceIntake.WhyNotStored(taken));
        }
        else if (complaints.Length > 0)
        {
            await RefuseAsync(http, source, StatusCodes.Status400BadRequest, mapped.Signals.Count > 0 ? "partly" : "invalid", complaints, body.Memory);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private ReadyMapping? Ready(IntakeSource source)
    {
        if (_ready.TryGetValue(source, out var known)) return known;
        if (source.Mapping.Length == 0 || MappingText.Read(source.Mapping).Prepare().Ready is not { } ready) return null;
        _ready.AddOrUpdate(source, ready);
        return ready;
    }

    private Task RefuseAsync(HttpContext http, IntakeSource source, int status, string reason, string why, ReadOnlyMemory<byte> body)
    {
        intake.Refused(source, reason, why, body.Span);
        return ProblemAsync(http, status, reason, why);
    }

    private static Task ProblemAsync(HttpContext http, int status, string reason, string why) =>
        Results.Problem(why, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = $"intake.{reason}" }).ExecuteAsync(http);
}

internal static class JsonFeature
{
    /// <summary>Any JSON, with a mapping for each source.</summary>
    public static WebApplicationBuilder AddMappedJson(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PostJson>();
        return builder;
    }

    public static IEndpointRouteBuilder MapMappedJson(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/intake/json/{mapping}", routes.ServiceProvider.GetRequiredService<PostJson>().RunAsync)
            .ExcludeFromDescription().RequireAuthorization(Permissions.SignalsIngest);
        return routes;
    }
}
