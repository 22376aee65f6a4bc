using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Promoting;

namespace OpsPortal.Features.Deliver.Promotion.Pages;

/// <summary>What the picture of a pipeline needs.</summary>
internal sealed class PipelineTools(PipelineReader reader, PromoteVersions promote)
{
    public PipelineReader Reader => reader;

    public PromoteVersions Promote => promote;
}
