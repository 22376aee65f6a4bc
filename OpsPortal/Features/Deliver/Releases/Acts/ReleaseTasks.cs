using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Acts;

/// <summary>A task to be added.</summary>
/// <param name="DueAt">UTC; null: by the date of the release.</param>
public sealed record TaskDraft(ReleaseTaskKind Kind, string Title, PersonId Owner, DateTimeOffset? DueAt);

/// <summary>What has to be done before a release goes out: who sees to it, and whether it is done.</summary>
internal sealed class ReleaseTasks(ReleaseDesk desk)
{
    /// <remarks>Refused without <see cref="Permissions.ReleasesWrite"/>, for an owner who is nobody, and as <see cref="Release.AddTask"/>.</remarks>
    public Task<Outcome<Release>> AddAsync(ActingSession by, ReleaseNumber number, TaskDraft draft, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesWrite, number, "release.task-added", async (db, release, now) =>
            await NameAsync(db, draft.Owner, stopping) is { } name ? release.AddTask(draft.Kind, draft.Title, draft.Owner, name, draft.DueAt, by.Party, now).Refusal : ReleaseRefusals.UnknownOwner(), stopping);

    /// <summary>Gives a task to somebody else.</summary>
    public Task<Outcome<Release>> GiveAsync(ActingSession by, ReleaseNumber number, int task, PersonId owner, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesWrite, number, "release.task-given", async (db, release, now) =>
            await NameAsync(db, owner, stopping) is { } name ? release.GiveTask(task, owner, name, by.Party, now).Refusal : ReleaseRefusals.UnknownOwner(), stopping);

    /// <remarks>Its owner may without <see cref="Permissions.ReleasesWrite"/>.</remarks>
    /// <param name="waived">It need not be done; <paramref name="note"/> says why.</param>
    public Task<Outcome<Release>> EndAsync(ActingSession by, ReleaseNumber number, int task, string note, bool waived, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesRead, number, "release.task-ended", (_, release, now) =>
            Task.FromResult(MayEnd(by, release, task, waived) ? release.EndTask(task, note, waived, by.Party, now).Refusal : Refusals.Forbidden(Permissions.ReleasesWrite)), stopping);

    /// <summary>It is not done after all.</summary>
    /// <remarks>Its owner may without <see cref="Permissions.ReleasesWrite"/>.</remarks>
    public Task<Outcome<Release>> ReopenAsync(ActingSession by, ReleaseNumber number, int task, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ReleasesRead, number, "release.task-reopened", (_, release, now) =>
            Task.FromResult(MayEnd(by, release, task, waived: false) ? release.ReopenTask(task, reason, by.Party, now).Refusal : Refusals.Forbidden(Permissions.ReleasesWrite)), stopping);

    /// <summary>Whether somebody may say of a task that it is done. That it need not be is for those who may change the release.</summary>
    internal static bool MayEnd(ActingSession by, Release release, int task, bool waived) =>
        by.Actor.May(Permissions.ReleasesWrite) || (!waived && by.Actor.Person is { } person && release.Tasks.Any(one => one.Number == task && one.Owner == person));

    private static Task<string?> NameAsync(OpsDb db, PersonId person, CancellationToken stopping) => db.Persons.Where(one => one.Id == person).Select(one => one.Name).SingleOrDefaultAsync(stopping);
}
