using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Inform.Notifications;
using OpsPortal.Features.Respond.OnCall.Acts;
using OpsPortal.Features.Respond.OnCall.Demo;
using OpsPortal.Features.Respond.OnCall.Pages;

namespace OpsPortal.Features.Respond.OnCall;

internal static class OnCallFeature
{
    /// <summary>Rotations, and who is on: what escalation, handoff and many pages ask.</summary>
    public static WebApplicationBuilder AddOnCall(this WebApplicationBuilder builder)
    {
        AddOnCallParts(builder.Services);
        builder.Services.AddSingleton<RotationActs>().AddSingleton<OnCallTools>().AddSingleton<IOnCall, OnCallRota>().AddSingleton<ICalendarEntries, ShiftEntries>();
        if (builder.Configuration.GetValue<bool>("OpsPortal:Demo") && builder.Environment.IsDevelopment()) builder.Services.AddHostedService<DemoRotations>();
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static void AddOnCallParts(IServiceCollection services) => services.AddSingleton<OnCallBook>()
        .AddSingleton<RotationDesk>().AddSingleton<SaveRotation>().AddSingleton<DeleteRotation>().AddSingleton<StandIn>().AddSingleton<EndStandIn>();
}
