using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals.Telling;

/// <summary>Tells people by mail what approvals ask of them, in the transaction of the act that makes it so.</summary>
internal sealed class ApprovalMail(BulletinMessages messages, InformLinks links)
{
    /// <summary>Asks those whose turn it is, but for those who were asked already.</summary>
    /// <param name="before">Whose turn it was until now.</param>
    public Task AskAsync(OpsDb db, ApprovalRound round, string title, IReadOnlyList<AskedApprover> before, DateTimeOffset at, CancellationToken stopping) => TellAsync(
        db, [.. round.Waiting(at).Select(asked => asked.Person).Except(before.Select(asked => asked.Person))], new("approval.asked", $"{round.Subject}: your approval is asked for", [title, $"{round.RequestedBy.Name} asks for it. Silence is no: it has to be decided by {round.DecideBy.UtcDateTime:yyyy-MM-dd HH:mm} UTC."], [])
        { Link = links.To(Subjects.DecideAt(round.Subject)), LinkText = "Look at it and decide" }, round.Subject, at, stopping);

    /// <summary>Reminds those who are still waited for.</summary>
    public Task RemindAsync(OpsDb db, ApprovalRound round, DateTimeOffset at, CancellationToken stopping) => TellAsync(
        db, [.. round.Waiting(at).Select(asked => asked.Person)], new("approval.reminder", $"{round.Subject} still waits for your approval", [$"It has to be decided by {round.DecideBy.UtcDateTime:yyyy-MM-dd HH:mm} UTC; after that it counts as not approved."], [])
        { Link = links.To(Subjects.DecideAt(round.Subject)), LinkText = "Look at it and decide" }, round.Subject, at, stopping);

    /// <summary>Tells those who had approved that it counts no more.</summary>
    public Task VoidedAsync(OpsDb db, Change change, ApprovalStanding held, DateTimeOffset at, CancellationToken stopping) => TellAsync(
        db, [.. held.Approvals.Select(approval => approval.By.Person).OfType<PersonId>()], new("approval.void", $"{change.Number} was edited: your approval is void", [change.Plan.Title, $"{change.EditedBy} saved revision {change.Revision}. You are asked again when approval is asked for again."], [])
        { Link = links.To($"/changes/{change.Number}"), LinkText = "See what changed" }, change.Number.ToString(), at, stopping);

    /// <summary>Tells whoever asked what became of it.</summary>
    public Task DecidedAsync(OpsDb db, ApprovalRound round, string title, DateTimeOffset at, CancellationToken stopping)
    {
        var standing = round.Standing(at);
        var said = standing.State switch
        {
            ApprovalState.Approved => "is approved",
            ApprovalState.Rejected => "was rejected",
            ApprovalState.AskedBack => "has a question for you",
            ApprovalState.Expired => "was not approved in time",
            ApprovalState.Spent => "is approved and in force",
            ApprovalState.Void => "did not come into force",
            _ => "",
        };
        if (said.Length == 0 || (round.RequestedBy.Person ?? round.RequestedBy.Owner) is not { } asked) return Task.CompletedTask;
        var last = round.Decisions.Count > 0 ? round.Decisions[^1] : null;
        return TellAsync(db, [asked], new("approval.decided", $"{round.Subject} {said}", [title, last is { Text.Length: > 0 } ? $"{last.By.Name}: {last.Text}" : ""], [])
        { Link = links.To(Subjects.OpenAt(round.Subject)), LinkText = "Open it" }, round.Subject, at, stopping);
    }

    /// <summary>One mail to each, wherever they can be reached.</summary>
    public async Task TellAsync(OpsDb db, IReadOnlyCollection<PersonId> people, Bulletin bulletin, string about, DateTimeOffset at, CancellationToken stopping)
    {
        if (people.Count == 0) return;
        var ids = people.ToList();
        var mails = await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.PersonId) && account.DisabledAt == null && account.Email != null)
            .OrderBy(account => account.Email).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping);
        foreach (var mail in mails.DistinctBy(mail => mail.PersonId)) db.Add(messages.Of(bulletin, new(DestinationKind.Mail, mail.Email!, null), about, at));
    }
}
