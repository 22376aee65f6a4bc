using OpsPortal.Features.Respond.Automation;

namespace OpsPortal.Features.Respond;

/// <summary>What is done about events: what each stage registers, in the order of the flow.</summary>
internal static class RespondFeature
{
    public static WebApplicationBuilder AddRespond(this WebApplicationBuilder builder) => builder.AddAutomation();
}
