using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events;

internal static class EventsFeature
{
    public static WebApplicationBuilder AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IEventQueries, EventQueries>();
        builder.Services.AddSingleton<EventActs>()
            .AddSingleton<AcknowledgeEvent>().AddSingleton<UnacknowledgeEvent>().AddSingleton<AssignEvent>().AddSingleton<CommentOnEvent>()
            .AddSingleton<SnoozeEvent>().AddSingleton<WakeEvent>().AddSingleton<EscalateEvent>().AddSingleton<ResolveEvent>()
            .AddSingleton<CloseEvent>().AddSingleton<ReopenEvent>();
        return builder;
    }
}
