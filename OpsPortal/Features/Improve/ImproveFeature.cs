using Microsoft.Extensions.Options;
using OpsPortal.Features.Improve.Advice;
using OpsPortal.Features.Improve.Improvements;
using OpsPortal.Features.Improve.Reports;

namespace OpsPortal.Features.Improve;

/// <summary>What is measured, and what is made better by it.</summary>
internal static class ImproveFeature
{
    public static WebApplicationBuilder AddImprove(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImproveOptions>().BindConfiguration(ImproveOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ImproveOptions>, ImproveOptionsValidator>();
        return builder.AddReports().AddImprovements().AddAdvice();
    }
}
