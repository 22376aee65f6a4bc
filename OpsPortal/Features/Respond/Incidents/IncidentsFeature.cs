using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Features.Respond.Incidents.Components;
using OpsPortal.Features.Respond.Incidents.Components.Handling;
using OpsPortal.Features.Respond.Incidents.Following;
using OpsPortal.Features.Respond.Incidents.Pages;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Shell.Palette;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Respond.Incidents;

internal static class IncidentsFeature
{
    /// <summary>Incidents: their use cases, what follows their events, and their screens.</summary>
    public static WebApplicationBuilder AddIncidents(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IncidentOptions>().BindConfiguration(IncidentOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<IncidentOptions>, IncidentOptionsValidator>();
        AddIncidentParts(builder.Services);
        builder.Services.AddScoped<TakingIncidents>().AddScoped<MovingIncidents>().AddScoped<EndingIncidents>().AddScoped<IncidentActs>();
        builder.Services.AddSingleton<NewIncidentTools>();
        builder.Services.AddSingleton<IAreaCount, OpenIncidentCount>().AddSingleton<IJump, IncidentJump>();
        return builder;
    }

    /// <summary>The same without screens.</summary>
    internal static void AddIncidentParts(IServiceCollection services)
    {
        services.AddOptions<IncidentOptions>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IncidentOptions>>().Value.ToTargets() is Outcome<IncidentTargets>.Done(var targets) ? targets : IncidentTargets.Usual);
        services.AddSingleton<IncidentDesk>().AddSingleton<OpenIncident>().AddSingleton<IIncidentQueries, IncidentQueries>().AddSingleton<IncidentCalls>();
        services.AddSingleton<AcknowledgeIncident>().AddSingleton<AssignIncident>().AddSingleton<MitigateIncident>().AddSingleton<HoldIncident>().AddSingleton<ResolveIncident>().AddSingleton<CloseIncident>()
            .AddSingleton<ReopenIncident>().AddSingleton<ReprioritiseIncident>().AddSingleton<DeclareMajorIncident>();
        services.AddSingleton<CommentOnIncident>().AddSingleton<DescribeIncident>().AddSingleton<UpdateStakeholders>().AddSingleton<ReviewIncident>();
        services.AddSingleton<JoinEvents>().AddSingleton<LeaveEvent>().AddSingleton<AddTask>().AddSingleton<FinishTask>().AddSingleton<Suppose>().AddSingleton<SettleHypothesis>();
    }
}
