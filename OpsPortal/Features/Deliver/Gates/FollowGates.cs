using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Jobs;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Gates;

/// <summary>Tells pipelines what their gates say, as soon as they say it. What is told is written with what it answers, so that it is told once and never lost.</summary>
internal sealed class FollowGates(IDbContextFactory<OpsDb> databases, GateKeeper keeper, TimeProvider clock) : IJob
{
    /// <summary>Looked at in one run, those that waited longest first.</summary>
    private const int Most = 2000;

    public async Task RunAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var waiting in await db.Set<GateWait>().AsNoTracking().OrderBy(wait => wait.Id).Take(Most).ToListAsync(stopping))
        {
            var answer = await keeper.AnswerAsync(waiting.Asked, waiting.Session, stopping);
            if (answer.Verdict != GateVerdict.Pending || waiting.Until <= clock.GetUtcNow()) await TellAsync(waiting, answer, stopping);
        }
    }

    private async Task TellAsync(GateWait waiting, GateAnswer answer, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        db.Remove(waiting);
        db.Add(new OutboxMessage
        {
            Id = waiting.Id,
            Kind = BulletinMessages.PostKind,
            About = answer.Change.Length > 0 ? answer.Change : "gate",
            Recipient = waiting.Recipient,
            Subject = OneLine.Of($"{answer.Verdict}: {waiting.Asked.Component.Name} {waiting.Asked.Component.Version} to {waiting.Asked.Environment}", OutboxMessage.MaxSubjectLength),
            Content = JsonSerializer.Serialize(new { type = "gate.decided", timestamp = now, data = GateTold.Of(waiting.Asked, answer) }, WireJson.Options),
            SealedSecret = waiting.SealedTarget,
            Repeatable = true,
            MaxAttempts = 10,
            TimeOutSeconds = 15,
            CreatedAt = now,
            DueAt = now,
        });
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return; // another portal told it at the same moment
        }
    }
}

/// <summary>What a pipeline is told, beside the answer that it would get by asking.</summary>
internal sealed record GateTold(Changes.Rest.ComponentBody Component, string Environment, GateVerdict Verdict, string Change, IReadOnlyList<GateReason> Reasons)
{
    public static GateTold Of(GateQuestion asked, GateAnswer answer) => new(Changes.Rest.ComponentBody.Of(asked.Component), asked.Environment, answer.Verdict, answer.Change, GateItem.Of(answer).Reasons);
}
