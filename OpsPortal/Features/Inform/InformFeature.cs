using Microsoft.Extensions.Options;
using OpsPortal.Features.Inform.Announcements;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Editing;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Features.Inform.Deliveries;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Notifications.Acts;
using OpsPortal.Features.Inform.Notifications.Pages;
using OpsPortal.Features.Inform.Notifications.Queries;
using OpsPortal.Features.Inform.Notifications.Watching;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.Inform.Status;
using OpsPortal.Features.Inform.Status.Public;
using OpsPortal.Features.Inform.Status.Rendering;
using OpsPortal.Features.Inform.Subscriptions;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Features.Inform.Subscriptions.Doors;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Inform;

/// <summary>Who must know: mail, notifications of events, announcements, the public page and its subscribers.</summary>
internal static class InformFeature
{
    public static WebApplicationBuilder AddInform(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        builder.Services.AddOptions<InformOptions>().BindConfiguration(InformOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>().AddSingleton<IValidateOptions<InformOptions>, InformOptionsValidator>();
        AddInformParts(builder.Services);
        if (builder.Configuration.GetValue("OpsPortal:Jobs:Enabled", defaultValue: true)) builder.Services.AddHostedService<FollowForNotifications>();
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static void AddInformParts(IServiceCollection services)
    {
        services.AddSingleton<SmtpLine>().AddSingleton<MailPost>().AddSingleton<InformLinks>().AddSingleton<BulletinMessages>();
        services.AddSingleton<IOutboxSender, MailSender>().AddSingleton<IOutboxSender, PostSender>().AddSingleton<IOutboxSender, ChallengeSender>();
        services.AddSingleton<RuleDesk>().AddSingleton<RuleTarget>().AddSingleton<SaveRule>().AddSingleton<DeleteRule>().AddSingleton<RuleQueries>().AddSingleton<RuleEditing>();
        services.AddSingleton<TellingClock>().AddSingleton<TellingMessages>().AddSingleton<TellOfEvents>();
        services.AddSingleton<DeliveryQueries>().AddSingleton<RetryDelivery>();
        services.AddSingleton<AnnouncementDesk>().AddSingleton<AnnouncementTemplates>().AddSingleton<SaveAnnouncement>().AddSingleton<PublishAnnouncement>().AddSingleton<UnscheduleAnnouncement>().AddSingleton<UpdateAnnouncement>().AddSingleton<EndAnnouncement>();
        services.AddSingleton<AnnouncementQueries>().AddSingleton<AnnouncementActs>().AddSingleton<AnnouncementEditing>().AddSingleton<IJump, AnnouncementJump>();
        services.AddSingleton<AnnouncementTools>().AddSingleton<MailAnnouncements>().AddSingleton<AdvanceAnnouncements>().AddSingleton<TellSubscribers>().AddSingleton<IStakeholders, TellOfIncidents>();
        services.AddSingleton<StatusReader>().AddSingleton<RenderedStatus>().AddSingleton<SavePublicServices>();
        services.AddSingleton<SubscriptionThrottle>().AddSingleton<SubscriptionDoor>().AddSingleton<Confirmations>().AddSingleton<Subscribe>().AddSingleton<SubscriptionActs>().AddSingleton<SubscriberQueries>();
    }

    public static void MapInform(this IEndpointRouteBuilder routes)
    {
        routes.MapStatus();
        routes.MapSubscriptions();
    }
}
