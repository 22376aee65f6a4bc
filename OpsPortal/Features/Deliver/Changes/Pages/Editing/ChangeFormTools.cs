using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Templates;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Changes.Pages.Editing;

/// <summary>What the form of a change needs.</summary>
internal sealed class ChangeFormTools(IChangeQueries changes, RequestChange request, EditChange edit, Catalogue catalogue, TemplateQueries templates)
{
    public IChangeQueries Changes => changes;

    public RequestChange Request => request;

    public EditChange Edit => edit;

    public Catalogue Catalogue => catalogue;

    public TemplateQueries Templates => templates;
}
