using System.Collections.Concurrent;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Live;

namespace OpsPortal.Features.Deliver.Gates;

/// <summary>Answers many pipelines at once: the same question of the same asker is judged once a second, and at once when anything it rests on has changed.</summary>
/// <remarks>An answer may be a second old. Nothing begins on the strength of it: whoever begins is judged anew.</remarks>
internal sealed class GateKeeper(Gate gate, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Most answers that are kept; beyond them all are forgotten.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(1);

    private static readonly ChangeKind[] RestsOn = [ChangeKind.Changes, ChangeKind.Windows, ChangeKind.People, ChangeKind.Services];

    private readonly ConcurrentDictionary<(GateQuestion Asked, string By), Kept> _answers = new();

    public async Task<GateAnswer> AnswerAsync(GateQuestion asked, ActingSession by, CancellationToken stopping)
    {
        var (key, stamp, now) = ((asked, $"{by.Actor.Person}/{by.KeyOwner}/{by.Actor.Account}"), Stamp(), clock.GetUtcNow());
        if (_answers.TryGetValue(key, out var kept) && kept.Stamp == stamp && now - kept.At < Holds) return await kept.Answer.WaitAsync(stopping);
        if (_answers.Count > Most) _answers.Clear();
        var answer = gate.AnswerAsync(asked, by, CancellationToken.None);
        _answers[key] = new(answer, stamp, now);
        return await answer.WaitAsync(stopping);
    }

    /// <summary>Waits until the answer is no longer pending, or for <paramref name="most"/>.</summary>
    public async Task<GateAnswer> WaitAsync(GateQuestion asked, ActingSession by, TimeSpan most, CancellationToken stopping)
    {
        var until = clock.GetUtcNow() + most;
        while (true)
        {
            var answer = await AnswerAsync(asked, by, stopping);
            if (answer.Verdict != GateVerdict.Pending || clock.GetUtcNow() >= until) return answer;
            await Task.Delay(Holds, clock, stopping);
        }
    }

    private long Stamp() => RestsOn.Sum(kind => feed.Version(kind));

    private sealed record Kept(Task<GateAnswer> Answer, long Stamp, DateTimeOffset At);
}
