using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Outgoing.Outbox;

internal static class OutboxFeature
{
    /// <summary>The one way out: what leaves is written with what caused it, and sent until it arrives or is given up.</summary>
    /// <param name="sends">Whether this process sends, or only writes.</param>
    public static IServiceCollection AddOutbox(this IServiceCollection services, bool sends)
    {
        services.AddSingleton<OutboxSeal>().AddSingleton<OutboxPump>().AddSingleton<WebhookClient>();
        return sends ? services.AddHostedService<OutboxWorker>() : services;
    }
}
