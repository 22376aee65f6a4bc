namespace OpsPortal.Features.Audit;

internal static class AuditFeature
{
    /// <summary>Reading the chain; writing it is part of saving.</summary>
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuditQueries, AuditQueries>();
        return builder;
    }
}
