using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Requests a change, as a draft.</summary>
internal sealed class RequestChange(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangePlan plan, CancellationToken stopping) =>
        desk.RequestAsync(by.Actor, (number, now) => Change.Request(number, plan, by.Party, now), stopping);
}

/// <summary>Saves a new revision of the plan. What was approved becomes void where the difference matters, and those who had approved are told.</summary>
internal sealed class EditChange(ChangeDesk desk, ApprovalMail mail)
{
    /// <param name="seen">The revision that was edited.</param>
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, ChangePlan plan, int seen, string note, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesWrite, number, "change.edited", async (db, change, now) =>
        {
            var round = change.Round == 0 ? null : await ChangeCases.RoundAsync(db, number.ToString(), change.Round, stopping);
            var held = round?.Standing(now);
            if (change.Edit(plan, seen, note, by.Party, round, now).Refusal is { } why) return why;
            await ChangeTouches.WriteAsync(db, change, stopping);
            if (held is not null && round?.Standing(now).State != held.State) await mail.VoidedAsync(db, change, held, now, stopping);
            return null;
        }, stopping);
}

/// <summary>Names those who wrote what is deployed.</summary>
internal sealed class CreditAuthors(ChangeDesk desk)
{
    /// <param name="authors">As addresses of commits: a name, a mail address, and the commit or version it is about.</param>
    /// <param name="trigger">Who started the run that deploys it; null: nobody, or not known.</param>
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, IReadOnlyList<(string Name, string Mail, string Source)> authors, CancellationToken stopping, (string Name, string Mail)? trigger = null) =>
        desk.RunAsync(by.Actor, Permissions.ChangesWrite, number, "change.credited", async (db, change, now) =>
        {
            if (authors.Count == 0 && trigger is null) return ChangeRefusals.Missing("authors");
            var known = new List<(Party, string)>();
            foreach (var (name, mail, source) in authors)
            {
                if (source.Trim().Length is 0 or > ChangePlan.MaxVersionLength * 2) return ChangeRefusals.Missing("commit or version of the author");
                if (mail.Trim().Length is 0 or > 254 || name.Length > Person.MaxNameLength) return ChangeRefusals.Missing("address of the author");
                known.Add((await PartyAsync(db, name, mail.Trim(), stopping), source.Trim()));
            }

            return change.Credit(known, by.Party, now, trigger is { } started ? await PartyAsync(db, started.Name, started.Mail.Trim(), stopping) : null).Refusal;
        }, stopping);

    /// <summary>The person whose address it is, or the address alone.</summary>
    private static async Task<Party> PartyAsync(OpsDb db, string name, string address, CancellationToken stopping)
    {
        var normalised = address.ToUpperInvariant();
        var account = await db.Users.AsNoTracking().Where(user => user.NormalizedEmail == normalised).Select(user => new { user.PersonId, user.Person!.Name }).SingleOrDefaultAsync(stopping);
        return new(account?.PersonId, address, account?.Name ?? (name.Trim().Length > 0 ? name.Trim() : address));
    }
}

/// <summary>Keeps what somebody answered about the risk. Answers raise it and never lower it.</summary>
internal sealed class AnswerRisk(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, IReadOnlyList<RiskAnswer> answers, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesWrite, number, "change.risk-answered", async (db, change, now) =>
        {
            if (!ChangeLifecycle.IsEditable(change.State)) return ChangeRefusals.NotEditable(change.State);
            if (RiskQuestionnaire.Score(answers, by.Party).Refusal is { } why) return why;
            if (await db.Set<AnsweredRisk>().SingleOrDefaultAsync(kept => kept.Change == number, stopping) is { } kept) (kept.Answers, kept.By, kept.At) = (answers, by.Party, now);
            else db.Add(new AnsweredRisk { Change = number, Answers = answers, By = by.Party, At = now });
            return change.Comment($"Answered about the risk: {Said(answers)}", by.Party, now).Refusal;
        }, stopping);

    private static string Said(IReadOnlyList<RiskAnswer> answers) =>
        string.Join(" ", RiskQuestionnaire.Questions.Select(question => $"{question.Text} {(answers.Any(answer => answer.Key == question.Key && answer.IsYes) ? "Yes." : "No.")}"));
}

/// <summary>Says something in the timeline.</summary>
internal sealed class CommentOnChange(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesRead, number, "change.commented", (_, change, now) => Task.FromResult(change.Comment(text, by.Party, now).Refusal), stopping);
}

/// <summary>Calls a change off before it begins.</summary>
internal sealed class WithdrawChange(ChangeDesk desk)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesWrite, number, "change.withdrawn", async (db, change, now) =>
            change.Withdraw(reason, by.Party, change.Round == 0 ? null : await ChangeCases.RoundAsync(db, number.ToString(), change.Round, stopping), now).Refusal, stopping);
}
