using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Features.Deliver.Changes.Pages.Editing;

namespace OpsPortal.Features.Deliver.Templates.Pages;

/// <summary>A template as it is typed. Names stand in one line with commas between; empty lines are no steps.</summary>
internal sealed class TemplateForm
{
    public string Key { get; set; } = "";

    /// <summary>It is another revision of a template that is there: the key stays.</summary>
    public bool IsRevision { get; private init; }

    public string Title { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Impact { get; set; } = "";

    public string Components { get; set; } = "";

    public string Environments { get; set; } = "";

    public string Parameters { get; set; } = "";

    public List<TextLine> Steps { get; private init; } = [new()];

    public string BackoutWhen { get; set; } = "";

    public int BackoutMinutes { get; set; }

    public List<TextLine> Backout { get; private init; } = [new()];

    public static TemplateForm Of(ChangeTemplate? template) => template is null ? new() : new()
    {
        Key = template.Key,
        IsRevision = true,
        Title = template.Terms.Title,
        Reason = template.Terms.Reason,
        Impact = template.Terms.Impact,
        Components = string.Join(", ", template.Terms.Components),
        Environments = string.Join(", ", template.Terms.Environments),
        Parameters = string.Join(", ", template.Terms.Parameters),
        Steps = PlanForm.Lines(template.Terms.Steps),
        BackoutWhen = template.Terms.Backout.When,
        BackoutMinutes = (int)template.Terms.Backout.Takes.TotalMinutes,
        Backout = PlanForm.Lines(template.Terms.Backout.Steps),
    };

    public TemplateTerms ToTerms() =>
        new(Title.Trim(), Names(Components), Names(Environments), PlanForm.StepsOf(Steps), Names(Parameters), new(BackoutWhen.Trim(), PlanForm.StepsOf(Backout), TimeSpan.FromMinutes(BackoutMinutes))) { Reason = Reason.Trim(), Impact = Impact.Trim() };

    private static string[] Names(string typed) => typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
