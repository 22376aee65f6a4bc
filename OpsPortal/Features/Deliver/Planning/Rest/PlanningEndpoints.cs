using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Rest;

/// <summary>What is planned, what stands in the way, where there is room, and who is hit, over HTTP.</summary>
internal static class PlanningEndpoints
{
    /// <summary>Most services of one question.</summary>
    private const int MostServices = 200;

    public static void MapPlanning(this IEndpointRouteBuilder api)
    {
        var planning = api.MapGroup("/planning").WithTags("Planning").RequireAuthorization(Permissions.WindowsRead);
        planning.MapGet("/work", WorkAsync).WithName("ListPlannedWork").WithSummary("List freezes, maintenance and changes that overlap an interval, by start").Produces<IReadOnlyList<WorkItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        planning.MapPost("/clashes", ClashesAsync).WithName("FindClashes").WithSummary("Find what stands in the way of a plan, the gravest first").Produces<IReadOnlyList<FoundClash>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        planning.MapGet("/next-slot", SlotAsync).WithName("FindNextSlot").WithSummary("Find the next interval within 90 days in which nothing clashes").Produces<SlotItem>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        planning.MapGet("/blast-radius", RadiusOf).WithName("ReadBlastRadius").WithSummary("Tell who needs some services, with owners and users").Produces<RadiusItem>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapReadiness();
    }

    private static async Task<IResult> WorkAsync(
        [FromQuery(Name = "from"), Description("An instant (RFC 3339); not given: now")] string? from, [FromQuery(Name = "to"), Description("An instant (RFC 3339), at most 366 days later; not given: a week later")] string? to, PlannedWorkReader reader, IDbContextFactory<OpsDb> databases, TimeProvider clock, CancellationToken stopping)
    {
        var read = new QueryReader();
        var start = read.Instant("from", from) ?? clock.GetUtcNow();
        var end = read.Instant("to", to) ?? start.AddDays(7);
        if (read.Refusal is null && (end <= start || end - start > TimeSpan.FromDays(366))) read.Refuse("to", to ?? "", "later than from, by at most 366 days");
        if (read.Refusal is { } why) return why.Problem();
        await using var db = await databases.CreateDbContextAsync(stopping);
        return Results.Ok((await reader.BetweenAsync(db, start, end, stopping)).Select(WorkItem.Of));
    }

    private static async Task<IResult> ClashesAsync(ClashQuestion asked, ClashReader clashes, IDbContextFactory<OpsDb> databases, Catalogue catalogue, CancellationToken stopping)
    {
        var services = Services(asked.Services, catalogue);
        if (services is not Outcome<IReadOnlyList<ServiceKey>>.Done(var keys)) return services.Refusal!.Problem();
        if (asked.End <= asked.Start || asked.End - asked.Start > Schedule.Longest) return ScheduleRefusals.EndsBeforeStart().Problem();
        var plan = new PlannedWork(Clashes.ChangeWork, asked.Change.Trim().ToUpperInvariant(), "", keys, asked.Environment.Trim(), asked.Start, asked.End) { ReachesUsers = ChangeWork.Tiers(keys, asked.Environment.Trim(), catalogue.Current).Contains(Tier.Production) };
        await using var db = await databases.CreateDbContextAsync(stopping);
        return Results.Ok((await clashes.OfAsync(db, plan, stopping, most: 100)).Select(FoundClash.Of));
    }

    private static async Task<IResult> SlotAsync([AsParameters] SlotQuestion asked, NextFreeSlot slots, Catalogue catalogue, CancellationToken stopping)
    {
        var read = new QueryReader();
        var from = read.Instant("from", asked.From);
        if (!int.TryParse(asked.Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) read.Refuse("minutes", asked.Minutes ?? "", "a whole number of minutes");
        var explain = read.OneOf("explain", asked.Explain is { Length: > 0 } said ? [said] : [], ["true", "false"]) is ["true"];
        if (read.Refusal is { } why) return why.Problem();
        var services = Services(asked.Service, catalogue);
        if (services is not Outcome<IReadOnlyList<ServiceKey>>.Done(var keys)) return services.Refusal!.Problem();
        var environment = asked.Environment?.Trim() ?? "";
        var plan = new PlannedWork(Clashes.ChangeWork, "", "", keys, environment, default, default) { ReachesUsers = ChangeWork.Tiers(keys, environment, catalogue.Current).Contains(Tier.Production) };
        return await slots.FindAsync(plan, from, TimeSpan.FromMinutes(minutes), asked.Zone is { Length: > 0 } zone ? zone : Zones.Utc, explain, stopping) switch
        {
            Outcome<Domain.Deliver.Clashes.Slots.FreeSlot>.Done(var slot) => Results.Ok(SlotItem.Of(slot)),
            var no => no.Refusal!.Problem(),
        };
    }

    private static IResult RadiusOf([FromQuery(Name = "service"), Description("A service that is changed; may be given several times")] string[]? service, Catalogue catalogue)
    {
        var services = Services(service, catalogue);
        return services is Outcome<IReadOnlyList<ServiceKey>>.Done(var keys) ? Results.Ok(RadiusItem.Of(Radius.Of(catalogue.Current, keys))) : services.Refusal!.Problem();
    }

    private static Outcome<IReadOnlyList<ServiceKey>> Services(IReadOnlyList<string>? given, Catalogue catalogue)
    {
        if (given is not { Count: > 0 and <= MostServices }) return Domain.Deliver.Clashes.Slots.SlotRefusals.NoService();
        var keys = new List<ServiceKey>();
        foreach (var text in given)
        {
            if (ServiceKey.Read(text ?? "") is not Outcome<ServiceKey>.Done(var key)) return EstateRefusals.BadKey(text ?? "");
            if (catalogue.Current.Find(key) is null) return EstateRefusals.UnknownService(key);
            keys.Add(key);
        }

        return keys;
    }
}
