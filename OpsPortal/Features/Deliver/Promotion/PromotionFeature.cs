using OpsPortal.Features.Deliver.Promotion.Components;
using OpsPortal.Features.Deliver.Promotion.Exceptions;
using OpsPortal.Features.Deliver.Promotion.Pages;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Promoting;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Features.Deliver.Promotion.Room;

namespace OpsPortal.Features.Deliver.Promotion;

internal static class PromotionFeature
{
    /// <summary>The way of versions through environments: what runs where, what stands between, rehearsals of the way back, and room for two versions.</summary>
    internal static IServiceCollection AddPromotionParts(this IServiceCollection services) => services
        .AddSingleton<RoomReader>().AddSingleton<RecordRehearsal>().AddSingleton<RehearsalQueries>().AddSingleton<UnrehearsedServices>().AddSingleton<GivePromotionException>()
        .AddSingleton<PipelineReader>().AddSingleton<ChangeWays>().AddSingleton<PromotionOffers>().AddSingleton<PromotionPlans>().AddSingleton<PromoteVersions>().AddSingleton<PromotionTools>().AddSingleton<PipelineTools>();
}
