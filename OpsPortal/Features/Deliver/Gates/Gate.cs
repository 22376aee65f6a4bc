using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Gates;

/// <summary>What a gate answers.</summary>
public enum GateVerdict
{
    /// <summary>It may go now.</summary>
    Allow,

    /// <summary>It may not, and waiting does not help.</summary>
    Deny,

    /// <summary>Not yet.</summary>
    Pending,
}

/// <summary>May this go there now?</summary>
public sealed record GateQuestion(ComponentVersion Component, string Environment);

/// <summary>The answer, with the change that it rests on.</summary>
/// <param name="Change">Empty: there is none.</param>
/// <param name="Reasons">In plain words; none where it is allowed.</param>
public sealed record GateAnswer(GateVerdict Verdict, string Change, IReadOnlyList<Refusal> Reasons);

/// <summary>Answers pipelines by the very rules that decide when a change begins.</summary>
internal sealed class Gate(IDbContextFactory<OpsDb> databases, StartChange start, TimeProvider clock)
{
    /// <summary>Most changes of one service and environment that are looked at, the newest first.</summary>
    private const int Most = 50;

    /// <summary>Refusals that time or people still lift.</summary>
    private static readonly HashSet<string> Waiting = ["approval.missing", "approval.question-open", "approval.start-deferred", "duties.outside-window", "freeze-override.frozen", "readiness.not-met"];

    /// <summary>Finds the newest change that says exactly this, and judges it for whoever asks, as who would begin it.</summary>
    public async Task<GateAnswer> AnswerAsync(GateQuestion asked, ActingSession by, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var environment = asked.Environment;
        var changes = await ChangeTouches.Of(db, asked.Component.Service, environment).Take(Most).ToListAsync(stopping);
        var here = changes.Where(change => change.State != ChangeState.Withdrawn && change.Plan.Components.Any(component => component.Name == asked.Component.Name)).ToList();
        if (here.Count == 0) return Deny("", new("gate.no-change", $"No change is planned for {asked.Component.Name} in {environment}. Request one."));
        if (here.Find(change => change.Plan.Components.Any(component => IsSame(component, asked.Component))) is not { } found)
            return Deny(here[0].Number.ToString(), new("gate.other-version", $"{here[0].Number} is for another version, commit or digest of {asked.Component.Name}."));
        return await JudgeAsync(db, found, by, now, stopping);
    }

    private async Task<GateAnswer> JudgeAsync(OpsDb db, Change change, ActingSession by, DateTimeOffset now, CancellationToken stopping)
    {
        var number = change.Number.ToString();
        switch (change.State)
        {
            case ChangeState.Implementing:
                return new(GateVerdict.Allow, number, []);
            case ChangeState.Draft:
                return new(GateVerdict.Pending, number, [new("gate.draft", $"{number} is a draft; nobody has been asked yet.")]);
            case ChangeState.AwaitingApproval when await ChangeCases.RoundAsync(db, number, change.Round, stopping) is { } round:
                return new(GateVerdict.Pending, number, [ApprovalRefusals.NotApproved(number, round.Standing(now))]);
            case ChangeState.AwaitingApproval or ChangeState.Approved:
                var decided = await start.JudgeAsync(db, change, null, by, now, stopping);
                if (decided.Refusal is not { } why) return new(GateVerdict.Allow, number, []);
                return new(Waiting.Contains(why.Code) && !(why.Code == "duties.outside-window" && change.Plan.Window?.End <= now) ? GateVerdict.Pending : GateVerdict.Deny, number, [why]);
            default:
                return Deny(number, new("gate.over", $"{number} is {Changes.Components.ChangeWords.State(change.State).ToLowerInvariant()}."));
        }
    }

    private static GateAnswer Deny(string change, Refusal why) => new(GateVerdict.Deny, change, [why]);

    /// <summary>What is not said of the artifact does not part two versions; what is said has to be the same.</summary>
    private static bool IsSame(ComponentVersion planned, ComponentVersion asked) => planned.Name == asked.Name && planned.Version == asked.Version
        && (asked.Commit.Length == 0 || planned.Commit == asked.Commit) && (asked.Digest.Length == 0 || planned.Digest == asked.Digest);
}
