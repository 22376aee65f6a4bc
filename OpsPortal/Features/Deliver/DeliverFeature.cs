using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Deployments;
using OpsPortal.Features.Deliver.EarlyLife;
using OpsPortal.Features.Deliver.Evidence;
using OpsPortal.Features.Deliver.Notices;
using OpsPortal.Features.Deliver.Notices.Senders;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Releases;
using OpsPortal.Features.Deliver.Releases.Switches.Evaluation;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Features.Deliver.Versions;

namespace OpsPortal.Features.Deliver;

/// <summary>What is planned and delivered: what each stage registers, in the order of the flow.</summary>
internal static class DeliverFeature
{
    public static WebApplicationBuilder AddDeliver(this WebApplicationBuilder builder) => builder.AddCalendar().AddChanges().AddDeployments().AddEarlyLife().AddNotices().AddPlanning().AddEvidence().AddRunners().AddTraffic().AddReleases().AddVersions();

    public static void MapDeliver(this WebApplication app)
    {
        app.MapCalendar();
        app.MapSenders();
        app.MapFeatureEvaluation();
    }
}
