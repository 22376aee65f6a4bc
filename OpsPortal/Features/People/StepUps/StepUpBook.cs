using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.StepUps;

/// <summary>What a decision does with a step-up: it finds it, and uses it up in the transaction of the decision.</summary>
public static class StepUpBook
{
    /// <summary>The session of whoever decides, with the step-up that came with the decision where it is the person's own and not used yet.</summary>
    /// <param name="id">As the prompt or the API gave it; null: none came.</param>
    public static async Task<ActingSession> WithAsync(this ActingSession by, OpsDb db, Guid? id, CancellationToken stopping) =>
        id is { } given && by.Actor.Person is { } person ? by with { StepUp = await FindAsync(db, given, person, stopping) } : by with { StepUp = null };

    /// <summary>Null where there is none, where it is somebody else's, and where it was used. Whether it is still fresh is asked of <see cref="StepUp.IsFresh"/>.</summary>
    public static async Task<StepUp?> FindAsync(OpsDb db, Guid id, PersonId person, CancellationToken stopping) =>
        await db.Set<KeptStepUp>().SingleOrDefaultAsync(stepUp => stepUp.Id == id && stepUp.Person == person && stepUp.UsedAt == null, stopping) is { } kept ? kept.ToStepUp() : null;

    /// <summary>Uses it up with the next save of <paramref name="db"/>. Refused where it was used before.</summary>
    /// <param name="usedFor">What was decided, as <c>CHG-7 approved</c>.</param>
    /// <remarks>Where two decisions use it at the same moment the save of one fails with a <see cref="DbUpdateConcurrencyException"/>, which <see cref="IsTwice"/> knows.</remarks>
    public static async Task<Refusal?> UseAsync(OpsDb db, StepUp stepUp, string usedFor, DateTimeOffset at, CancellationToken stopping)
    {
        if (await db.Set<KeptStepUp>().FindAsync([stepUp.Id], stopping) is not { UsedAt: null } kept) return DutyRefusals.StepUpUsed();
        (kept.UsedAt, kept.UsedFor) = (at, OneLine.Of(usedFor, KeptStepUp.MaxUseLength));
        return null;
    }

    /// <summary>Whether a save failed because the step-up was used for something else at the same moment; the answer then is <see cref="DutyRefusals.StepUpUsed"/>.</summary>
    public static bool IsTwice(DbUpdateConcurrencyException fault) => fault.Entries.Any(entry => entry.Entity is KeptStepUp);
}
