using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>Who wrote what is deployed, as told when it was pushed.</summary>
internal sealed class PushedCommits(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Most commits of one deployment whose authors are named, the newest first.</summary>
    private const int Most = 500;

    /// <summary>Keeps commits. One that is known already is not kept again.</summary>
    /// <param name="pushed">Of one push, oldest first.</param>
    public async Task KeepAsync(IReadOnlyList<PushedCommit> pushed, CancellationToken stopping)
    {
        if (pushed.Count == 0) return;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var (repository, shas) = (pushed[0].Repository, pushed.Select(commit => commit.Sha).ToList());
        var known = (await db.Set<PushedCommit>().Where(commit => commit.Repository == repository && shas.Contains(commit.Sha)).Select(commit => commit.Sha).ToListAsync(stopping)).ToHashSet(StringComparer.Ordinal);

        // One by one, so that their numbers are in the order in which they were pushed.
        foreach (var commit in pushed.Where(commit => known.Add(commit.Sha)))
        {
            db.Add(commit);
            await db.SaveChangesAsync(stopping);
        }

        await transaction.CommitAsync(stopping);
    }

    /// <summary>The authors of everything that was pushed after what runs there now, up to what is deployed; those that the notice names itself come first.</summary>
    /// <returns>Whether there are others whom nobody told.</returns>
    public static async Task<(IReadOnlyList<NoticePerson> Authors, bool IsIncomplete)> OfAsync(OpsDb db, NoticeDraft draft, CancellationToken stopping)
    {
        var authors = new List<NoticePerson>(draft.Authors);
        if (draft.Repository.Length == 0 || draft.Component.Commit.Length == 0) return (authors, false);
        var pushed = db.Set<PushedCommit>().AsNoTracking().Where(commit => commit.Repository == draft.Repository);
        var begins = draft.Component.Commit;
        if (await pushed.Where(commit => commit.Sha.StartsWith(begins)).OrderByDescending(commit => commit.Id).FirstOrDefaultAsync(stopping) is not { } last) return (authors, draft.Authors.Count == 0);
        var from = await RunningAsync(db, pushed, draft, last.Id, stopping);
        var commits = await pushed.Where(commit => commit.Id > from && commit.Id <= last.Id).OrderByDescending(commit => commit.Id).Take(Most + 1).ToListAsync(stopping);
        authors.AddRange(commits.Take(Most).Select(commit => commit.Author));
        return (authors, commits.Count > Most || commits.Exists(commit => commit.IsIncomplete));
    }

    /// <summary>The mail address of somebody who is known by a login only; empty where nobody of that login ever pushed.</summary>
    public static async Task<string> MailOfAsync(OpsDb db, string login, CancellationToken stopping) => login.Length == 0 ? "" :
        await db.Set<PushedCommit>().AsNoTracking().Where(commit => commit.Login == login && commit.Mail != "").OrderByDescending(commit => commit.Id).Select(commit => commit.Mail).FirstOrDefaultAsync(stopping) ?? "";

    /// <summary>The last commit before this one that succeeded there; 0: none is known, and everything that was pushed counts.</summary>
    private static async Task<long> RunningAsync(OpsDb db, IQueryable<PushedCommit> pushed, NoticeDraft draft, long before, CancellationToken stopping)
    {
        var (service, component, environment) = (draft.Component.Service, draft.Component.Component, draft.Environment);
        var succeeded = await db.Set<DeploymentNotice>().AsNoTracking().Where(notice => notice.Service == service && notice.Component == component && notice.Environment == environment && notice.Status == NoticeStatus.Succeeded && notice.Commit != "")
            .OrderByDescending(notice => notice.Id).Select(notice => notice.Commit).Take(10).ToListAsync(stopping);
        return await pushed.Where(commit => succeeded.Contains(commit.Sha) && commit.Id < before).MaxAsync(commit => (long?)commit.Id, stopping) ?? 0;
    }
}
