using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Improve.Improvements.Acts;

/// <summary>What becomes of an improvement. Each act needs <see cref="Permissions.ImprovementsWrite"/> and is refused as the domain says.</summary>
internal sealed class WorkOnImprovement(ImprovementDesk desk)
{
    public Task<Outcome<Improvement>> TakeOnAsync(Actor by, ImprovementNumber number, CancellationToken stopping) => RunAsync(by, number, "improvement.taken-on", (found, now) => found.TakeOn(by, now), stopping);

    public Task<Outcome<Improvement>> StartAsync(Actor by, ImprovementNumber number, CancellationToken stopping) => RunAsync(by, number, "improvement.started", (found, now) => found.Start(by, now), stopping);

    public Task<Outcome<Improvement>> FinishAsync(Actor by, ImprovementNumber number, string note, CancellationToken stopping) => RunAsync(by, number, "improvement.done", (found, now) => found.Finish(note, by, now), stopping);

    public Task<Outcome<Improvement>> DismissAsync(Actor by, ImprovementNumber number, string reason, CancellationToken stopping) => RunAsync(by, number, "improvement.dismissed", (found, now) => found.Dismiss(reason, by, now), stopping);

    /// <remarks>Refused also where another is open about the same.</remarks>
    public Task<Outcome<Improvement>> ReopenAsync(Actor by, ImprovementNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.ImprovementsWrite, number, "improvement.reopened", async (db, found, now) =>
        {
            if (found.Reopen(reason, by, now).Refusal is { } why) return why;
            if (found.OpenKey is not { } key) return null;
            var other = await db.Set<Improvement>().AsNoTracking().Where(one => one.OpenKey == key && one.Number != number).Select(one => (ImprovementNumber?)one.Number).FirstOrDefaultAsync(stopping);
            return other is { } open ? ImprovementRefusals.OpenAlready(open.ToString()) : null;
        }, stopping);

    public Task<Outcome<Improvement>> MeasureAsync(Actor by, ImprovementNumber number, double value, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) =>
        RunAsync(by, number, "improvement.measured", (found, now) => found.TakeMeasure(new(value, from, until, by.Name), by, now), stopping);

    private Task<Outcome<Improvement>> RunAsync(Actor by, ImprovementNumber number, string act, Func<Improvement, DateTimeOffset, Outcome<Improvement>> decide, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.ImprovementsWrite, number, act, (_, found, now) => Task.FromResult(decide(found, now).Refusal), stopping);
}
