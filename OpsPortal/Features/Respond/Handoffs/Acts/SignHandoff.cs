using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>The giver stands for a handoff, or takes it back.</summary>
internal sealed class SignHandoff(HandoffDesk desk)
{
    public Task<Outcome<Handoff>> RunAsync(Actor by, HandoffNumber number, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "handoff.signed", loaded => Task.FromResult(loaded.Handoff.Sign(loaded.Items, by, loaded.Now).Refusal), stopping);

    public Task<Outcome<Handoff>> WithdrawAsync(Actor by, HandoffNumber number, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "handoff.withdrawn", loaded => Task.FromResult(loaded.Handoff.Withdraw(by).Refusal), stopping);
}

/// <summary>The taker asks about an item, and the giver replies.</summary>
internal sealed class AskBack(HandoffDesk desk)
{
    public Task<Outcome<Handoff>> RunAsync(Actor by, HandoffNumber number, Guid id, string question, CancellationToken stopping) => desk.RunAsync(by, number, null, "handoff.asked-back", loaded =>
        Task.FromResult(loaded.Item(id) is Outcome<HandoffItem>.Done(var item) ? loaded.Handoff.AskBack(item, question, by).Refusal : loaded.Item(id).Refusal), stopping);

    public Task<Outcome<Handoff>> ReplyAsync(Actor by, HandoffNumber number, Guid id, string reply, CancellationToken stopping) => desk.RunAsync(by, number, null, "handoff.replied", loaded =>
        Task.FromResult(loaded.Item(id) is Outcome<HandoffItem>.Done(var item) ? loaded.Handoff.Reply(loaded.Items, item, reply, by).Refusal : loaded.Item(id).Refusal), stopping);
}
