namespace OpsPortal.Features.Audit;

internal static class AuditFeature
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditQueries>();
        return builder;
    }
}
