using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Features.Improve.Improvements.Components;
using OpsPortal.Features.Improve.Improvements.Feeds;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Features.Improve.Improvements.Pages.Editing;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Improve.Improvements;

internal static class ImprovementsFeature
{
    /// <summary>The improvement register, and what feeds it.</summary>
    public static WebApplicationBuilder AddImprovements(this WebApplicationBuilder builder)
    {
        builder.Services.AddImprovementParts().AddSingleton<ImprovementHandling>().AddSingleton<ImprovementFormTools>().AddSingleton<IJump, ImprovementJump>();
        return builder;
    }

    /// <summary>The same without screens of its own.</summary>
    internal static IServiceCollection AddImprovementParts(this IServiceCollection services) => services
        .AddSingleton<ImprovementDesk>().AddSingleton<EnterImprovement>().AddSingleton<EditImprovement>().AddSingleton<CommentOnImprovement>().AddSingleton<WorkOnImprovement>().AddSingleton<HoldReview>()
        .AddSingleton<ImprovementQueries>().AddSingleton<AgendaQueries>().AddSingleton<ProductionDeployments>().AddSingleton<MissedDetections>().AddSingleton<OverdueReviews>().AddSingleton<MeasureReader>().AddSingleton<FeedRegister>()
        .AddSingleton<IFeed, LessonsFeed>().AddSingleton<IFeed, DeploymentsFeed>().AddSingleton<IFeed, NoisyRulesFeed>().AddSingleton<IFeed, MissedDetectionsFeed>().AddSingleton<IFeed, OverdueReviewsFeed>().AddSingleton<IFeed, UnrehearsedBackoutsFeed>();
}
