using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Deliver.Releases.Switches;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Releases.Rest;

/// <summary>A feature switch.</summary>
/// <param name="Percent">Of all users, 0 to 100 in hundredths.</param>
/// <param name="Groups">Whoever is in one of them has it, whatever the share.</param>
/// <param name="Release">As REL-7; empty: none.</param>
/// <param name="ReleaseState">Null: it belongs to none.</param>
internal sealed record SwitchItem(string Key, bool IsOn, decimal Percent, IReadOnlyList<string> Groups, string Release, ReleaseState? ReleaseState, string ChangedBy, DateTimeOffset ChangedAt, string ChangedWhy, int Version)
{
    public static SwitchItem Of(SwitchRow row) => new(row.Key, row.Rule.IsOn, row.Rule.Share / 100m, row.Rule.Groups, row.Release?.ToString() ?? "", row.ReleaseState, row.ChangedBy, row.ChangedAt, row.ChangedWhy, row.Version);
}

/// <summary>Who is to have a feature. What is left out stays as it is.</summary>
/// <param name="Percent">Of all users, 0 to 100.</param>
/// <param name="Seen">The version that was looked at; left out: whatever it is now.</param>
internal sealed record SwitchBody(bool? IsOn = null, decimal? Percent = null, IReadOnlyList<string>? Groups = null, string Reason = "", int? Seen = null)
{
    /// <summary>Beyond the range the rule itself refuses.</summary>
    public SwitchRule Read(SwitchRule now) => new(
        IsOn ?? now.IsOn, Percent is { } percent ? (int)Math.Clamp(Math.Round(percent * 100), -1, SwitchRule.Everybody + 1) : now.Share,
        Groups is null ? now.Groups : [.. Groups.Select(group => group?.Trim() ?? "").Distinct(StringComparer.OrdinalIgnoreCase)]);
}

/// <summary>Feature switches over HTTP.</summary>
internal static class SwitchEndpoints
{
    public static void MapFeatureSwitches(this IEndpointRouteBuilder routes)
    {
        var switches = routes.MapGroup("/feature-switches").WithTags("Feature switches").RequireAuthorization(Permissions.ReleasesRead);
        switches.MapGet("", ListAsync).WithName("ListFeatureSwitches").WithSummary("List feature switches, by key, with the release each belongs to").Produces<Page<SwitchItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        switches.MapGet("/{key}", ReadAsync).WithName("ReadFeatureSwitch").WithSummary("Read one feature switch").Produces<SwitchItem>().ProducesProblem(StatusCodes.Status404NotFound);
        switches.MapPut("/{key}", SetAsync).RequireAuthorization(Permissions.ReleasesWrite).WithName("SetFeatureSwitch").WithSummary("Say who has a feature, and why; more than turning it off takes the right to decide").Produces<SwitchItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync([FromQuery(Name = "q")] string? text, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor, SwitchQueries switches, CancellationToken stopping)
    {
        var read = new QueryReader();
        var (most, from) = (read.Limit(limit), read.Cursor(cursor, FeatureSwitch.IsKey));
        if (read.Refusal is { } why) return why.Problem();
        var page = await switches.PageAsync(text ?? "", from, most, stopping);
        return Results.Ok(new Page<SwitchItem>([.. page.Items.Select(SwitchItem.Of)], page.Next));
    }

    private static async Task<IResult> ReadAsync(string key, SwitchQueries switches, CancellationToken stopping) =>
        await switches.FindAsync(key, stopping) is { } row ? Results.Ok(SwitchItem.Of(row)) : NotFound(key);

    private static async Task<IResult> SetAsync(string key, SwitchBody body, HttpContext request, SwitchQueries switches, SwitchDesk desk)
    {
        if (await switches.FindAsync(key, request.RequestAborted) is not { } now) return NotFound(key);

        // What is left out stays as it was read, so it has to be the same still.
        return await desk.SetAsync(request.ActingSession(), key, body.Read(now.Rule), body.Reason, body.Seen ?? now.Version, request.RequestAborted) switch
        {
            Outcome<SwitchRow>.Done(var row) => Results.Ok(SwitchItem.Of(row)),
            var refused => refused.Refusal!.Problem(),
        };
    }

    private static IResult NotFound(string key) => Refusals.NotFound($"The switch {OneLine.Of(key, FeatureSwitch.MaxKeyLength)}").Problem();
}
