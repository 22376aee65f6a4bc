using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Changes.Pages.Editing;

/// <summary>Following a template: what it fixes is filled and locked, what it leaves free is typed.</summary>
internal sealed partial class PlanForm
{
    /// <summary>The template of a standard change; null for the other kinds.</summary>
    public TemplateReference? Template { get; private set; }

    /// <summary>What cannot be typed over; null: the change stands for itself.</summary>
    public TemplateTerms? Fixed { get; private set; }

    /// <summary>Fills all that the template has. What it leaves free stays as it was typed.</summary>
    public void Follow(ChangeTemplate template)
    {
        var terms = template.Terms;
        var here = terms.Environments.FirstOrDefault(name => string.Equals(name, Environment.Trim(), StringComparison.OrdinalIgnoreCase)) ?? (terms.Environments.Count == 1 ? terms.Environments[0] : "");
        var (plan, typed) = (template.Begin(here), (Components, Parameters));
        (Kind, Title, Environment, BackoutWhen, BackoutMinutes) = (plan.Kind, plan.Title, here, plan.Backout.When, (int)plan.Backout.Takes.TotalMinutes);
        if (Reason.Length == 0) Reason = plan.Reason;
        if (Impact.Length == 0) Impact = plan.Impact;
        (Components, Steps, Parameters, Backout) = (Lines(plan.Components), Lines(plan.Steps), Lines(plan.Parameters), Lines(plan.Backout.Steps));
        foreach (var line in Components)
        {
            if (typed.Components.Find(one => one.Service == line.Service && one.Component == line.Component) is { } given) (line.Version, line.Commit, line.Digest) = (given.Version, given.Commit, given.Digest);
        }

        foreach (var line in Parameters) line.Detail = typed.Parameters.Find(one => one.Title == line.Title)?.Detail ?? "";
        Keep(template);
    }

    /// <summary>Locks what the template fixes, and fills nothing but what it would let be given.</summary>
    public void Keep(ChangeTemplate template)
    {
        (Template, Fixed) = (new(template.Key, template.Revision), template.Terms);
        Parameters.AddRange(template.Terms.Parameters.Where(name => !Parameters.Exists(line => line.Title == name)).Select(name => new TextLine { Title = name }));
    }

    /// <summary>The change stands for itself from now on: a normal one, with all that was filled.</summary>
    public void Free() => (Kind, Template, Fixed) = (Kind.Normal, null, null);
}
