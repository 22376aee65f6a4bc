using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Features.Improve.Advice.Applying;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Advice.Pages;
using OpsPortal.Features.Improve.Advice.Queries;

namespace OpsPortal.Features.Improve.Advice;

internal static class AdviceFeature
{
    /// <summary>How much noise each rule makes, and what would make it quieter.</summary>
    public static WebApplicationBuilder AddAdvice(this WebApplicationBuilder builder)
    {
        builder.Services.AddAdviceParts().AddSingleton<NoiseTools>();
        return builder;
    }

    /// <summary>The same without screens of its own.</summary>
    internal static IServiceCollection AddAdviceParts(this IServiceCollection services) => services
        .AddSingleton<AdviceClock>().AddSingleton<NoiseCounts>().AddSingleton<RecountNoise>().AddSingleton<SetAllowance>().AddSingleton<NoiseQueries>()
        .AddSingleton<IAdvisor, MonitorAdvisor>().AddSingleton<IAdvisor, RuleAdvisor>().AddSingleton<IAdvisor, WindowAdvisor>().AddSingleton<AdviseOnRule>()
        .AddSingleton<IHand, MonitorHand>().AddSingleton<IHand, RuleHand>().AddSingleton<IHand, WindowHand>().AddSingleton<ApplyAdvice>().AddSingleton<MeasureAdvice>();
}
