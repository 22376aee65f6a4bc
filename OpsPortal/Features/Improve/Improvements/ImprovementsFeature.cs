namespace OpsPortal.Features.Improve.Improvements;

internal static class ImprovementsFeature
{
    /// <summary>The improvement register, and what feeds it.</summary>
    public static WebApplicationBuilder AddImprovements(this WebApplicationBuilder builder) => builder;
}
