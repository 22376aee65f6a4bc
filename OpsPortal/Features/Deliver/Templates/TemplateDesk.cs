using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Approvals.Proposals;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Templates;

/// <summary>Proposes templates of standard changes, decides on proposals, and takes templates out of force. A template comes into force when those approve it who would approve a normal change of the same.</summary>
internal sealed class TemplateDesk(ProposalDesk desk, Catalogue catalogue)
{
    private static readonly Refusal Proposed = new("template.proposed-already", "Another proposal for this template is being decided on. Wait for it, or withdraw it.");

    private static readonly Refusal Meanwhile = new("template.changed-meanwhile", "Somebody else changed this template at the same moment. Look at it again.");

    /// <summary>Asks for a template, or for another revision of one. Also what it says already may be asked for: it then holds for another year.</summary>
    public async Task<Outcome<TemplateReference>> ProposeAsync(ActingSession by, string key, TemplateTerms terms, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.PoliciesWrite)) return Refusals.Forbidden(Permissions.PoliciesWrite);
        var now = desk.Now;
        await using var db = await desk.OpenAsync(stopping);
        var earlier = await db.Set<ChangeTemplate>().AsNoTracking().Where(one => one.Key == key).ToListAsync(stopping);
        if (earlier.Exists(one => one.StateAt(now) == TemplateState.Proposed)) return Proposed;
        var outcome = ChangeTemplate.Propose(key, earlier.Select(one => one.Revision).DefaultIfEmpty().Max() + 1, terms, by.Party, now);
        if (outcome is not Outcome<ChangeTemplate>.Done(var template)) return outcome.Refusal!;
        var deciding = await TemplateShelf.DecidingAsync(db, terms, catalogue.Current, stopping);
        if (deciding is not Outcome<PolicyRevision>.Done(var policy)) return deciding.Refusal!;
        db.Add(template);
        var act = new Act(by.Actor, now, "template.proposed", template.Name, earlier.Find(one => one.IsInForce(now))?.Terms, terms);
        return await desk.AskAsync(db, act, template.ToSubject(policy), 1, $"{template.Name}: {terms.Title}", by.Party, Proposed, stopping) is { } why ? why : new TemplateReference(key, template.Revision);
    }

    public Task<Outcome<TemplateReference>> ApproveAsync(ActingSession by, Guid? stepUp, TemplateReference template, Yes yes, CancellationToken stopping) => DecideAsync(template, ProposalAct.Approve(by, stepUp, yes), stopping);

    public Task<Outcome<TemplateReference>> RejectAsync(ActingSession by, Guid? stepUp, TemplateReference template, string contentHash, string reason, CancellationToken stopping) => DecideAsync(template, ProposalAct.Reject(by, stepUp, contentHash, reason), stopping);

    /// <summary>By whoever proposed it.</summary>
    public Task<Outcome<TemplateReference>> WithdrawAsync(ActingSession by, TemplateReference template, string reason, CancellationToken stopping) => DecideAsync(template, ProposalAct.Withdraw(by, reason), stopping);

    /// <summary>Takes the revision in force out of it: no change can be submitted on the strength of it any more. Nobody has to approve that, as it makes nothing easier.</summary>
    public async Task<Outcome<TemplateReference>> GiveUpAsync(ActingSession by, string key, string reason, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.PoliciesWrite)) return Refusals.Forbidden(Permissions.PoliciesWrite);
        var now = desk.Now;
        await using var db = await desk.OpenAsync(stopping);
        if (await TemplateShelf.InForceAsync(db, key, now, stopping) is not { } template) return TemplateRefusals.NotInForce(key);
        if (template.Withdraw(reason, now).Refusal is { } no) return no;
        db.Record(new(by.Actor, now, "template.given-up", template.Name, template.Terms, new { Because = template.EndedWhy }));
        return await desk.SaveAsync(db, Meanwhile, stopping) is { } why ? why : new TemplateReference(key, template.Revision);
    }

    private async Task<Outcome<TemplateReference>> DecideAsync(TemplateReference template, ProposalAct act, CancellationToken stopping) =>
        await desk.DecideAsync(act, "template", $"A proposal {ChangeTemplate.NameOf(template.Key, template.Revision)}", db => FindAsync(db, template, stopping), stopping) is { } why ? why : template;

    private async Task<IProposal?> FindAsync(OpsDb db, TemplateReference asked, CancellationToken stopping)
    {
        var template = await db.Set<ChangeTemplate>().SingleOrDefaultAsync(one => one.Key == asked.Key && one.Revision == asked.Revision && one.ApprovedAt == null && one.DroppedAt == null, stopping);
        if (template is null || await ChangeCases.RoundAsync(db, template.Name, 1, stopping) is not { } round) return null;
        var (snapshot, current) = (catalogue.Current, await TemplateShelf.InForceAsync(db, asked.Key, desk.Now, stopping));
        return new AskedTemplate(template, await TemplateShelf.SubjectAsync(db, template, round, snapshot, stopping), round, current, await TemplateShelf.DecidingAsync(db, template.Terms, snapshot, stopping));
    }
}
