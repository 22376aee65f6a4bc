using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Templates;

/// <summary>The templates of standard changes as they are kept.</summary>
internal static class TemplateShelf
{
    /// <summary>The policy under which a template is approved now. Refused where for one of its environments there is none.</summary>
    public static async Task<Outcome<PolicyRevision>> DecidingAsync(OpsDb db, TemplateTerms terms, CatalogueSnapshot catalogue, CancellationToken stopping) =>
        (await PolicyShelf.ReadAsync(db, stopping)).Select([.. terms.Questions(catalogue)]);

    /// <summary>The template as something to be approved: under the policy that decides now, or where none does under the one it was asked under.</summary>
    public static async Task<ApprovalSubject> SubjectAsync(OpsDb db, ChangeTemplate template, ApprovalRound round, CatalogueSnapshot catalogue, CancellationToken stopping) =>
        template.ToSubject(await DecidingAsync(db, template.Terms, catalogue, stopping) is Outcome<PolicyRevision>.Done(var policy) ? policy : new(round.Policy.Number, round.Policy.Revision, round.Terms, "", round.RequestedAt));

    /// <summary>The revision of a template that changes may follow now; null: none.</summary>
    public static async Task<ChangeTemplate?> InForceAsync(OpsDb db, string key, DateTimeOffset at, CancellationToken stopping) =>
        (await db.Set<ChangeTemplate>().Where(template => template.Key == key && template.ApprovedAt != null && template.WithdrawnAt == null).ToListAsync(stopping)).Where(template => template.IsInForce(at)).MaxBy(template => template.Revision);

    /// <summary>Drops the proposal of that name, if there is one that is being decided on, so that another can be made.</summary>
    /// <param name="subject">As <c>restart-cache revision 2</c>.</param>
    public static async Task DropAsync(OpsDb db, string subject, string why, DateTimeOffset at, CancellationToken stopping)
    {
        var open = await db.Set<ChangeTemplate>().Where(template => template.ApprovedAt == null && template.DroppedAt == null).ToListAsync(stopping);
        open.Find(template => template.Name == subject)?.Drop(why, at);
    }
}
