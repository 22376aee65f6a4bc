using OpsPortal.Features.Deliver.Promotion.Exceptions;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;

namespace OpsPortal.Features.Deliver.Promotion.Components;

/// <summary>What the cards on the page of a change need.</summary>
internal sealed class PromotionTools(ChangeWays ways, GivePromotionException give, RecordRehearsal record)
{
    public ChangeWays Ways => ways;

    public GivePromotionException Give => give;

    public RecordRehearsal Record => record;
}
