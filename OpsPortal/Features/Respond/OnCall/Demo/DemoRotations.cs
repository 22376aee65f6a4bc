using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Respond.OnCall.Acts;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.OnCall.Demo;

/// <summary>Who is on call in the demo organisation: everybody of a team, a week each. Where there is any rotation nothing is added.</summary>
internal sealed class DemoRotations(IDbContextFactory<OpsDb> databases, SaveRotation save, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DemoRotations> log) : BackgroundService
{
    private static readonly string[] Teams = ["Platform", "Payments"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.SettledAsync(clock, stoppingToken);
            await AddAsync(stoppingToken);
        }
        catch (Exception trouble) when (trouble is DbException or DbUpdateException)
        {
            // The demo is not worth a portal that stops; the next start tries again.
            log.DemoRefused(trouble.Message);
        }
    }

    private async Task AddAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Rotation>().AnyAsync(stopping)) return;
        var teams = await db.Teams.AsNoTracking().Include(team => team.Members).Where(team => Teams.Contains(team.Name)).ToListAsync(stopping);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var team in teams.Where(team => team.Members.Count > 0))
        {
            var shift = new ShiftTime("On call", new(0, 0), new(0, 0), ShiftTime.EveryDay, [.. team.Members.Select(member => member.Person)], 7);
            var outcome = await save.RunAsync(Actor.Portal("Demo"), null, new($"{team.Name} on call", team.Id, Zones.Utc, today.AddDays(-(int)today.DayOfWeek), [shift]), 0, stopping);
            if (outcome.Refusal is { } why) log.DemoRefused(why.Message);
        }
    }
}

internal static partial class OnCallLog
{
    [LoggerMessage(6207, LogLevel.Warning, "The demo organisation got no rotation: {Why}")]
    public static partial void DemoRefused(this ILogger log, string why);
}
