namespace OpsPortal.Features.Deliver.EarlyLife;

internal static class EarlyLifeFeature
{
    /// <summary>The time after a deployment in which its services are looked after more closely.</summary>
    public static WebApplicationBuilder AddEarlyLife(this WebApplicationBuilder builder) => builder;
}
