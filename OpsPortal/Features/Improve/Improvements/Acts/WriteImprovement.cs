using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Measuring;

namespace OpsPortal.Features.Improve.Improvements.Acts;

/// <summary>Enters an improvement in the register.</summary>
internal sealed class EnterImprovement(ImprovementDesk desk, MeasureReader measures)
{
    /// <remarks>Refused without <see cref="Permissions.ImprovementsWrite"/> and for a draft that cannot stand.</remarks>
    public Task<Outcome<Improvement>> RunAsync(Actor by, ImprovementDraft draft, CancellationToken stopping) =>
        desk.EnterAsync(by, (_, number, now) => Task.FromResult(Improvement.Enter(number, draft, by, now)), stopping);

    /// <summary>What the portal found, with the value as it was. Null: it is open already, because somebody else found it at the same moment.</summary>
    public async Task<Outcome<Improvement>?> FoundAsync(Actor by, Finding finding, CancellationToken stopping)
    {
        MeasuredValue? before;
        await using (var db = await desk.Databases.CreateDbContextAsync(stopping)) before = await measures.BeforeAsync(db, finding.Measure, desk.Now, stopping);
        try
        {
            return await desk.EnterAsync(by, (_, number, now) => Task.FromResult(Improvement.Enter(number, finding, before, by, now)), stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            await using var db = await desk.Databases.CreateDbContextAsync(stopping);
            if (await db.Set<Improvement>().AnyAsync(one => one.OpenKey == finding.Key, stopping)) return null;
            throw;
        }
    }
}

/// <summary>Changes what an improvement says.</summary>
internal sealed class EditImprovement(ImprovementDesk desk)
{
    /// <param name="seen">The version that was edited.</param>
    /// <remarks>Refused without <see cref="Permissions.ImprovementsWrite"/>, where somebody else changed it since, and as <see cref="Improvement.Edit"/>.</remarks>
    public Task<Outcome<Improvement>> RunAsync(Actor by, ImprovementNumber number, ImprovementDraft draft, int seen, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.ImprovementsWrite, number, "improvement.edited",
            (_, found, now) => Task.FromResult(found.Version != seen ? ImprovementRefusals.ChangedMeanwhile() : found.Edit(draft, by, now).Refusal), stopping);
}

/// <summary>Says something in the timeline.</summary>
internal sealed class CommentOnImprovement(ImprovementDesk desk)
{
    public Task<Outcome<Improvement>> RunAsync(Actor by, ImprovementNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.ImprovementsRead, number, "improvement.commented", (_, found, now) => Task.FromResult(found.Comment(text, by, now).Refusal), stopping);
}
