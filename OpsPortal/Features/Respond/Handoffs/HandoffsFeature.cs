using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Handoffs.Facts;
using OpsPortal.Features.Respond.Handoffs.Pages;
using OpsPortal.Features.Respond.Handoffs.Queries;

namespace OpsPortal.Features.Respond.Handoffs;

internal static class HandoffsFeature
{
    /// <summary>Handoffs of shifts and incidents. Whatever is registered as <see cref="IPlannedWork"/> is told in them.</summary>
    public static WebApplicationBuilder AddHandoffs(this WebApplicationBuilder builder)
    {
        AddHandoffParts(builder.Services);
        builder.Services.AddSingleton<IPlannedWork, PlannedWindows>().AddSingleton<HandoffActs>().AddSingleton<HandoffTools>();
        return builder;
    }

    /// <summary>The same without screens.</summary>
    internal static void AddHandoffParts(IServiceCollection services) => services.AddSingleton<HandoffFacts>().AddSingleton<HandoffQueries>().AddSingleton<HandoffDesk>().AddSingleton<HandoffAlarm>()
        .AddSingleton<StartHandoff>().AddSingleton<PrepareHandoff>().AddSingleton<SignHandoff>().AddSingleton<AskBack>().AddSingleton<AcceptHandoff>();
}
