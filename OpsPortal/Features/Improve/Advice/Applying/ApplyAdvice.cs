using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Applying;

/// <summary>Puts advice in force through the use case that a person would use, and takes it back.</summary>
internal sealed class ApplyAdvice(IDbContextFactory<OpsDb> databases, IEnumerable<IHand> hands, AdviceClock clock, ILogger<ApplyAdvice> log)
{
    /// <remarks>
    /// Refused without <see cref="Permissions.ImprovementsWrite"/> and without the right that the change itself needs, for advice that is not offered, and where somebody
    /// has changed since what it is about.
    /// </remarks>
    public Task<Outcome<NoiseAdvice>> RunAsync(Actor by, Guid id, CancellationToken stopping) => ActAsync(by, id, "advice.applied", async (advice, now) =>
    {
        if (advice.MayApply() is { } why) return why;
        var proposal = Proposal.Read(advice.Proposal);
        var outcome = await hands.First(hand => hand.Takes(proposal)).ApplyAsync(by, proposal, stopping);
        return outcome is Outcome<Before>.Done(var before) ? advice.Apply(Before.Write(before), by, now).Refusal : outcome.Refusal;
    }, stopping);

    /// <summary>Puts back exactly what was before.</summary>
    /// <remarks>Refused as <see cref="RunAsync"/>: also where somebody has changed it since it was applied.</remarks>
    public Task<Outcome<NoiseAdvice>> UndoAsync(Actor by, Guid id, CancellationToken stopping) => ActAsync(by, id, "advice.undone", async (advice, now) =>
    {
        if (advice.MayUndo() is { } why) return why;
        var before = Before.Read(advice.Before);
        return await hands.First(hand => hand.PutsBack(before)).UndoAsync(by, before, stopping) ?? advice.Undo(by, now).Refusal;
    }, stopping);

    private async Task<Outcome<NoiseAdvice>> ActAsync(Actor by, Guid id, string act, Func<NoiseAdvice, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<NoiseAdvice>().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { } advice) return Refusals.NotFound("The advice");
        var (rule, now, was) = (await db.Set<NoisyRule>().AsNoTracking().SingleAsync(one => one.Id == advice.Rule, stopping), clock.Now, advice.State);
        if (await decide(advice, now) is { } why) return why;
        db.Record(new Act(by, now, act, rule.Subject.ToString(), new { State = was }, new { advice.State, advice.Kind, advice.Text, Predicted = advice.BackTest.ToString() }));
        try
        {
            // What it is about is saved already: a caller who has left no longer stops the rest.
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.NotKept(advice.Kind, rule.Subject);
            return AdviceRefusals.ChangedSince("The advice");
        }

        log.Acted(act, advice.Kind, rule.Subject, by.Name);
        clock.Told();
        return advice;
    }
}
