using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Releases.Acts;

/// <summary>Plans a release.</summary>
internal sealed class PlanRelease(ReleaseDesk desk)
{
    /// <remarks>Refused without <see cref="Permissions.ReleasesWrite"/> and for a draft that cannot stand. A switch that it names is made, off, where there is none.</remarks>
    public Task<Outcome<Release>> RunAsync(ActingSession by, ReleaseDraft draft, CancellationToken stopping) => desk.PlanAsync(
        by.Actor, (number, now) => Release.Plan(number, draft, by.Party, now), (db, release, now) => ReleaseDesk.SwitchAsync(db, release, by.Party, now, stopping), stopping);
}

/// <summary>Changes what a release says.</summary>
internal sealed class EditRelease(ReleaseDesk desk)
{
    /// <param name="seen">The version that was edited.</param>
    /// <remarks>Refused without <see cref="Permissions.ReleasesWrite"/>, where somebody else changed it since, and as <see cref="Release.Edit"/>.</remarks>
    public Task<Outcome<Release>> RunAsync(ActingSession by, ReleaseNumber number, ReleaseDraft draft, int seen, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesWrite, number, "release.edited", async (db, release, now) =>
        {
            if (release.Version != seen) return ReleaseRefusals.ChangedMeanwhile();
            if (release.Edit(draft, by.Party, now).Refusal is { } why) return why;
            await ReleaseDesk.SwitchAsync(db, release, by.Party, now, stopping);
            return null;
        }, stopping);
}

/// <summary>Says something in the timeline.</summary>
internal sealed class CommentOnRelease(ReleaseDesk desk)
{
    public Task<Outcome<Release>> RunAsync(ActingSession by, ReleaseNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesRead, number, "release.commented", (_, release, now) => Task.FromResult(release.Comment(text, by.Party, now).Refusal), stopping);
}

/// <summary>Ends a release that nobody had yet, and takes up again one that was withdrawn.</summary>
internal sealed class ReplanRelease(ReleaseDesk desk)
{
    public Task<Outcome<Release>> CancelAsync(ActingSession by, ReleaseNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesWrite, number, "release.cancelled", (_, release, now) => Task.FromResult(release.Cancel(reason, by.Party, now).Refusal), stopping);

    public Task<Outcome<Release>> PlanAgainAsync(ActingSession by, ReleaseNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesWrite, number, "release.planned-again", (_, release, now) => Task.FromResult(release.PlanAgain(reason, by.Party, now).Refusal), stopping);
}
