using Microsoft.Extensions.Options;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Planning.Components.Ready;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Features.Deliver.Planning.Entries;
using OpsPortal.Features.Deliver.Planning.Pages;
using OpsPortal.Features.Deliver.Planning.Telling;
using OpsPortal.Features.Respond.Handoffs.Facts;

namespace OpsPortal.Features.Deliver.Planning;

internal static class PlanningFeature
{
    /// <summary>What a change is held against before it is approved and before it begins: other plans, readiness, and who is hit.</summary>
    public static WebApplicationBuilder AddPlanning(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReadinessOptions>().BindConfiguration(ReadinessOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ReadinessOptions>, ReadinessOptionsValidator>();
        AddPlanningParts(builder.Services);
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static void AddPlanningParts(IServiceCollection services)
    {
        services.AddOptions<ReadinessOptions>();
        services.AddSingleton<PlannedWorkReader>().AddSingleton<ClashReader>().AddSingleton<NextFreeSlot>().AddSingleton<ICalendarEntries, ChangeEntries>().AddSingleton<IPlannedWork, PlannedChanges>();
        services.AddSingleton<ChangeCases>().AddSingleton<Readiness>().AddSingleton<CapacityReadings>().AddSingleton<CriteriaDesk>().AddSingleton<GiveEvidence>().AddSingleton<TakeReport>();
        services.AddSingleton<TellOwners>().AddSingleton<ReadinessTools>().AddSingleton<CheckTools>();
    }
}
