namespace OpsPortal.Features.Deliver.Evidence;

internal static class EvidenceFeature
{
    /// <summary>Evidence of changes, for auditors to take away. Judging it needs none of this.</summary>
    public static WebApplicationBuilder AddEvidence(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EvidenceReader>().AddSingleton<ExportEvidence>();
        return builder;
    }
}
