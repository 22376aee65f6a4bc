using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.People.Directory;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Freezes;

/// <summary>The changes that a freeze holds back.</summary>
internal static class HeldChanges
{
    /// <summary>Why somebody may not end the freeze early for the sake of one of them; null where nothing of this kind stands in the way.</summary>
    public static async Task<Refusal?> RefuseAsync(OpsDb db, Freeze freeze, Actor by, DateTimeOffset at, CancellationToken stopping)
    {
        var planned = await db.Set<Change>().AsNoTracking().Where(change => (change.State == ChangeState.AwaitingApproval || change.State == ChangeState.Approved)
            && EF.Property<DateTimeOffset?>(change, ChangeColumns.StartsAt) < freeze.EndsAt && EF.Property<DateTimeOffset?>(change, ChangeColumns.EndsAt) > at).ToListAsync(stopping);
        var waiting = new List<WaitingChange>();
        foreach (var change in planned.Where(change => FreezeEnding.HoldsBack(freeze, change.Plan, at)))
            waiting.Add(new(change, await ChangeCases.RoundAsync(db, change.Number.ToString(), change.Round, stopping)));
        return waiting.Count == 0 ? null : FreezeEnding.Check(freeze, waiting, Party.Of(by, by.Owner), await Colleagues.ReadAsync(db, [], stopping), at);
    }
}
