namespace OpsPortal.Features.Deliver.Templates.Pages;

/// <summary>What the page of templates needs.</summary>
internal sealed class TemplateTools(TemplateQueries queries, TemplateDesk desk)
{
    public TemplateQueries Queries => queries;

    public TemplateDesk Desk => desk;
}
