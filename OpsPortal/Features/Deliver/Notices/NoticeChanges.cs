using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>What notices do to changes: one that wants to go out is requested as a draft, its authors are named, its timeline tells, and what ended ends.</summary>
internal sealed class NoticeChanges(RequestChange request, CreditAuthors credit, CommentOnChange comment, FinishChange finish, BackOutChange backOut)
{
    /// <summary>The change that the notice belongs to after it; null where there is none.</summary>
    public async Task<Outcome<ChangeNumber?>> FollowAsync(OpsDb db, NoticeMatch match, ActingSession by, CancellationToken stopping)
    {
        var draft = match.Draft;
        var number = match.Change?.Number;
        if (number is null && draft.Status == NoticeStatus.Requested)
        {
            var requested = await request.RunAsync(by, Plan(draft), stopping);
            if (requested is not Outcome<Change>.Done(var change)) return requested.Refusal!;
            number = change.Number;
        }

        if (number is not { } known) return (ChangeNumber?)null;
        if (await NameAsync(db, match, known, by, stopping) is { } unnamed) return unnamed;
        if (await EndAsync(db, match, by, stopping)) return number;
        await comment.RunAsync(by, known, Said(draft), stopping);
        return number;
    }

    /// <summary>What is known of it; a person adds the rest before anybody is asked to approve.</summary>
    private static ChangePlan Plan(NoticeDraft draft) => new()
    {
        Title = OneLine.Of($"Deploy {draft.Component.Component} {draft.Component.Version} to {draft.Environment}", ChangePlan.MaxTitleLength),
        Kind = draft.IsHotfix ? ChangeKind.Emergency : ChangeKind.Normal,
        Reason = draft.Description,
        Components = [draft.Component],
        Environment = draft.Environment,
        Steps = [new(OneLine.Of($"{draft.Sender} deploys {draft.Component.Component} {draft.Component.Version}", ChangePlan.MaxTitleLength), draft.RunUrl)],
        Executor = new(null, OneLine.Of(draft.Sender, ChangePlan.MaxNameLength)),
    };

    /// <summary>Names those who are not named yet. Why they cannot be, or null: whoever is not named could approve, so nothing goes on without it.</summary>
    private async Task<Refusal?> NameAsync(OpsDb db, NoticeMatch match, ChangeNumber number, ActingSession by, CancellationToken stopping)
    {
        var draft = match.Draft;
        var source = match.Change?.Plan.Components.FirstOrDefault(component => component.Name == draft.Component.Name)?.Source ?? draft.Component.Source;
        var (authors, isIncomplete) = await PushedCommits.OfAsync(db, draft, stopping);
        var named = authors.Select(author => (Name: OneLine.Of(author.Name, Person.MaxNameLength), Mail: Address(author, draft.Sender), Source: source)).Where(author => author.Mail.Length > 0 && !IsNamed(Part.Author, author.Mail, source)).DistinctBy(author => author.Mail.ToUpperInvariant()).ToList();
        (string Name, string Mail)? trigger = null;
        if (draft.TriggeredBy is { } person)
        {
            var mail = person.Mail.Length > 0 ? person.Mail : await PushedCommits.MailOfAsync(db, person.Login, stopping);
            trigger = (OneLine.Of(person.Name.Length > 0 ? person.Name : person.Login, Person.MaxNameLength), mail.Length > 0 ? mail : Address(person, draft.Sender));
            if (IsNamed(Part.Trigger, trigger.Value.Mail, "")) trigger = null;
        }

        // What is over takes no more names, and needs none.
        if ((named.Count > 0 || trigger is not null) && !(match.Change is { State: var state } && ChangeLifecycle.IsOver(state)) && (await credit.RunAsync(by, number, named, stopping, trigger)).Refusal is { } why) return why;
        if (isIncomplete && draft.Status == NoticeStatus.Requested) await comment.RunAsync(by, number, $"{draft.Sender} did not tell who wrote all of it. Name the other authors.", stopping);
        return null;

        bool IsNamed(Part part, string mail, string about) =>
            match.Change?.Participants.Any(one => one.Part == part && one.About == about && string.Equals(one.Party.Account, mail, StringComparison.OrdinalIgnoreCase)) == true;
    }

    /// <summary>Whether the change ended with it: all of its components succeeded, or one was taken back.</summary>
    private async Task<bool> EndAsync(OpsDb db, NoticeMatch match, ActingSession by, CancellationToken stopping)
    {
        if (match.Rogue is not null || match.Change is not { StartedAt: { } started } change) return false;
        if (match.Draft.Status == NoticeStatus.RolledBack && change.State is ChangeState.Implementing or ChangeState.Implemented) return (await backOut.RunAsync(by, change.Number, Said(match.Draft), stopping)).Refusal is null;
        if (match.Draft.Status != NoticeStatus.Succeeded || change.State != ChangeState.Implementing) return false;
        var number = (ChangeNumber?)change.Number;
        var succeeded = await db.Set<DeploymentNotice>().AsNoTracking().Where(notice => notice.Change == number && notice.Status == NoticeStatus.Succeeded && notice.OccurredAt >= started).ToListAsync(stopping);
        return change.Plan.Components.All(component => component.Name == match.Draft.Component.Name || succeeded.Exists(notice => notice.Deployed.Name == component.Name && notice.Version == component.Version))
            && (await finish.RunAsync(by, change.Number, Said(match.Draft), stopping)).Refusal is null;
    }

    private static string Said(NoticeDraft draft)
    {
        var what = draft.Status switch
        {
            NoticeStatus.Requested => "wants to go to",
            NoticeStatus.Started => "is going to",
            NoticeStatus.Succeeded => "runs in",
            NoticeStatus.Failed => "failed in",
            NoticeStatus.RolledBack => "was taken back in",
            _ => "was called off on its way to",
        };
        return $"{draft.Sender}: {draft.Component.Name} {draft.Component.Version} {what} {draft.Environment}.{(draft.RunUrl.Length > 0 ? $" {draft.RunUrl}" : "")}";
    }

    private static string Address(NoticePerson person, string sender) => person.Mail.Length > 0 ? person.Mail : person.Login.Length > 0 ? $"{person.Login}@{sender.ToLowerInvariant().Replace(' ', '-')}" : "";
}
