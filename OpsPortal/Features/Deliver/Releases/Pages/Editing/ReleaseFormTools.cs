using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Releases.Pages.Editing;

/// <summary>What the form of a release needs.</summary>
internal sealed class ReleaseFormTools(ReleaseQueries releases, PlanRelease plan, EditRelease edit, Catalogue catalogue)
{
    public ReleaseQueries Releases => releases;

    public PlanRelease Plan => plan;

    public EditRelease Edit => edit;

    public Catalogue Catalogue => catalogue;
}
