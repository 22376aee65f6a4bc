using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components;
using OpsPortal.Features.Detect.Events.Components.Handling;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Shell.Palette;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Detect.Events;

internal static class EventsFeature
{
    public static WebApplicationBuilder AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventQueries>().AddSingleton<IEventQueries, SharedEventQueries>().AddSingleton<EventStories>().AddSingleton<QueueRows>();
        builder.Services.AddSingleton<EventActs>()
            .AddSingleton<AcknowledgeEvent>().AddSingleton<UnacknowledgeEvent>().AddSingleton<AssignEvent>().AddSingleton<CommentOnEvent>()
            .AddSingleton<SnoozeEvent>().AddSingleton<WakeEvent>().AddSingleton<EscalateEvent>().AddSingleton<ResolveEvent>()
            .AddSingleton<CloseEvent>().AddSingleton<ReopenEvent>().AddSingleton<JudgeEvent>();
        builder.Services.AddScoped<TakingOn>().AddScoped<PuttingOff>().AddScoped<Speaking>().AddScoped<Ending>().AddScoped<QueueActs>().AddScoped<EventActions>();
        builder.Services.AddSingleton<IAreaCount, ActiveEventCount>().AddSingleton<IJump, EventJump>();
        return builder;
    }
}
