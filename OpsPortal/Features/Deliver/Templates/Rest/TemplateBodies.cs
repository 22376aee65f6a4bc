using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Rest;

namespace OpsPortal.Features.Deliver.Templates.Rest;

/// <summary>What a template allows. A change that follows it gives versions, the values of parameters and its window.</summary>
/// <param name="Components">Names, as checkout/api.</param>
/// <param name="Parameters">Names.</param>
/// <param name="Reason">Why it is done as a rule.</param>
/// <param name="Impact">What users notice as a rule.</param>
internal sealed record TemplateTermsBody(
    string Title = "", string Reason = "", string Impact = "", IReadOnlyList<string>? Components = null, IReadOnlyList<string>? Environments = null, IReadOnlyList<StepBody>? Steps = null, IReadOnlyList<string>? Parameters = null, BackoutBody? Backout = null)
{
    public static TemplateTermsBody Of(TemplateTerms terms) => new(
        terms.Title, terms.Reason, terms.Impact, terms.Components, terms.Environments, PlanBody.StepsOf(terms.Steps), terms.Parameters, BackoutBody.Of(terms.Backout));

    /// <summary>Refused for parts that are missing and for a time that cannot be; all else the template itself checks.</summary>
    public Outcome<TemplateTerms> Read()
    {
        if (Backout is { Minutes: not (>= 0 and <= 1e6) }) return ChangeRefusals.BadDuration();
        if (PlanBody.Lacks(Components) || PlanBody.Lacks(Environments) || PlanBody.Lacks(Parameters) || PlanBody.Lacks(Steps) || PlanBody.Lacks(Backout?.Steps)) return new Refusal("request.missing-part", "A list has a part that is missing.");
        return new TemplateTerms(Title, Components ?? [], Environments ?? [], PlanBody.Read(Steps), Parameters ?? [], Backout?.Read() ?? BackoutPlan.None) { Reason = Reason, Impact = Impact };
    }
}

/// <param name="Key">Of a template that is there: another revision of it.</param>
internal sealed record TemplateProposalBody(string Key = "", TemplateTermsBody? Terms = null);

/// <param name="ApprovedBy">Names, in the order in which they approved.</param>
/// <param name="ValidUntil">The first instant at which nothing may follow it; null: it was never approved.</param>
/// <param name="EndedWhy">Why it was withdrawn, or never came into force; empty: neither.</param>
internal sealed record TemplateItem(
    string Key, int Revision, TemplateState State, TemplateTermsBody Terms, string ProposedBy, DateTimeOffset ProposedAt, IReadOnlyList<string> ApprovedBy, DateTimeOffset? ApprovedAt, DateTimeOffset? ValidUntil, string EndedWhy)
{
    public static TemplateItem Of(TemplateView view) => new(
        view.Template.Key, view.Template.Revision, view.State, TemplateTermsBody.Of(view.Template.Terms), view.Template.ProposedBy.Name, view.Template.ProposedAt, view.ApprovedBy, view.Template.ApprovedAt, view.Template.ValidUntil, view.Template.EndedWhy);
}

/// <param name="Seen">The hash of all that a person who decides is shown now; an approval names it.</param>
internal sealed record TemplateProposalItem(string Key, int Revision, TemplateTermsBody Terms, string Seen, RoundItem Round)
{
    public static TemplateProposalItem Of(TemplateProposal view) => new(view.Template.Key, view.Template.Revision, TemplateTermsBody.Of(view.Template.Terms), view.Subject.SheetHash, RoundItem.Of(view.Round, view.Round.LastAt));
}
