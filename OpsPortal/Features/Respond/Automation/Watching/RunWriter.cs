using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Features.Respond.Automation.Sending;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>Proposes runs, asks the guardrails, and puts what may go into the outbox; all inside the open transaction of the context.</summary>
internal sealed class RunWriter(RunMessages messages, ILogger<RunWriter> log)
{
    private const string Numbered = "RUN";

    public async Task WriteAsync(OpsDb db, IReadOnlyList<Candidate> candidates, DateTimeOffset now, CancellationToken stopping)
    {
        var history = new RunHistory(db, now);
        var next = await Numbers.NextAsync(db, Numbered, stopping, candidates.Count);
        foreach (var candidate in candidates)
        {
            // Stopped by what came a moment before: from then on nothing concerns it.
            if (!candidate.Trigger.IsWatching) continue;
            await ProposeAsync(db, candidate, new(next++), history, now, stopping);
        }
    }

    private async Task ProposeAsync(OpsDb db, Candidate candidate, RunNumber number, RunHistory history, DateTimeOffset now, CancellationToken stopping)
    {
        var (trigger, happening, e) = candidate;
        var earlier = await history.OfAsync(trigger, stopping);
        var chain = await history.ChainAsync(e.Labels, stopping);
        var (target, identity) = (TriggerRehearsal.TargetOf(e), TriggerRehearsal.IdentityOf(e));
        var proposed = new ProposedRun(trigger.Number, now, target, identity, e.SuppressedBy is not null, chain);
        var decision = GuardrailDecision.Of(trigger.Guardrails, proposed, earlier, trigger.ActiveFrom);
        var input = RunInput.Of(number, trigger, happening, e, now);
        if (input.Refusal is { } unfit && decision.Ruling is Ruling.Go or Ruling.Ask) decision = new(Ruling.Refuse, unfit);
        var run = new TriggerRun
        {
            Number = number,
            Trigger = trigger.Number,
            TriggerName = trigger.Name,
            SavedBy = trigger.ChangedBy,
            Event = happening.Event,
            Occasion = happening.Occasion,
            Occurrence = happening.Occurrence,
            Identity = identity,
            Target = target,
            At = now,
            Action = trigger.Action.Kind,
            Input = (input as Outcome<string>.Done)?.Value ?? "{}",
            Chain = string.Join(' ', chain.Append(trigger.Number)),
        };
        run.Rule(decision, trigger.Mode == TriggerMode.DryRun, trigger.Guardrails.ApproveWithin);
        TriggerRehearsal.Remember(earlier, new(now, target, identity, run.Acted), trigger.Guardrails.Memory);
        db.Add(run);
        if (run.State == RunState.Proposed)
        {
            var message = messages.Of(run, trigger, now);
            run.Queue(message.Id);
            db.Add(message);
        }

        log.Planned(number, trigger.Number, happening.Event.ToString(), run.State, run.Why);
        if (decision is { Ruling: Ruling.Stop, Why: { } why }) await StopAsync(db, trigger, why, now, stopping);
    }

    /// <summary>Not only this run: nothing more of it goes until a person restarts the trigger.</summary>
    private async Task StopAsync(OpsDb db, Trigger trigger, Refusal why, DateTimeOffset now, CancellationToken stopping)
    {
        var before = TriggerDesk.Facts(trigger);
        trigger.Stop(why, now);
        await db.SaveChangesAsync(stopping);
        await WaitingRuns.StopAsync(db, trigger.Number, why.Message, now, stopping);
        db.Record(new Act(RunFollowing.Portal, now, "trigger.stopped", trigger.Number.ToString(), before, TriggerDesk.Facts(trigger)));
        log.Stopped(trigger.Number, why.Message);
    }
}
