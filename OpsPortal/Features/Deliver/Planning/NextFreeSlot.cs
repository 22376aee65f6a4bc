using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning;

/// <summary>Finds the next interval in which a plan clashes with nothing that is planned now.</summary>
internal sealed class NextFreeSlot(IDbContextFactory<OpsDb> databases, ClashReader clashes, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Refused without a service, for one that is not known, and as <see cref="NextSlot.Find"/>.</summary>
    /// <param name="plan">Its services, environment and people; as <see cref="ChangeWork.Of"/> gives it.</param>
    /// <param name="from">Not before, and never before now.</param>
    public async Task<Outcome<FreeSlot>> FindAsync(PlannedWork plan, DateTimeOffset? from, TimeSpan length, string zone, bool explain, CancellationToken stopping)
    {
        if (plan.Services.Count == 0) return SlotRefusals.NoService();
        if (plan.Services.FirstOrDefault(service => catalogue.Current.Find(service) is null) is { Value: not null } unknown) return EstateRefusals.UnknownService(unknown);
        var now = clock.GetUtcNow();
        var start = from is { } asked && asked > now ? asked : now;
        if (start > now + TimeSpan.FromDays(366)) start = now + TimeSpan.FromDays(366);
        await using var db = await databases.CreateDbContextAsync(stopping);
        return NextSlot.Find(new(plan, start, length, zone), await clashes.GroundAsync(db, start, start + NextSlot.Ahead, stopping), explain);
    }
}
