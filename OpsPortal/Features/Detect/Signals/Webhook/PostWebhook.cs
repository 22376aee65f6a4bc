using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Webhook;

/// <summary>Takes the webhook of an Alertmanager or of Grafana. A 200 means that it is durable; only a 5xx is sent again.</summary>
internal sealed class PostWebhook(SourceIntake intake, WebhookSignature signature, SeenStates seen, TimeProvider clock)
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public async Task RunAsync(HttpContext http)
    {
        using var body = await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        var message = body is null ? WebhookMessage.Not("") : WebhookReader.Read(body.Bytes);
        if (await intake.SpeakerAsync(http, message.IsGrafana ? SourceKind.Grafana : SourceKind.Webhook) is not { } source)
        {
            intake.Refused("switched-off");
            await PlainText.WriteAsync(http, StatusCodes.Status403Forbidden, "This source is switched off.");
        }
        else if (body is null)
        {
            intake.Refused(source, "too-large", $"larger than {MaxBytes} bytes", []);
            await PlainText.TooLargeAsync(http, MaxBytes);
        }
        else if (signature.Complaint(source, http.Request.Headers, body.Bytes) is { } unsigned)
        {
            intake.Refused(source, "signature", unsigned, body.Bytes);
            await PlainText.WriteAsync(http, StatusCodes.Status401Unauthorized, unsigned);
        }
        else if (message.Refusal is { } refusal)
        {
            intake.Refused(source, "malformed", refusal, body.Bytes);
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, refusal);
        }
        else
        {
            await StoreAsync(http, source, message, body);
        }
    }

    private async Task StoreAsync(HttpContext http, IntakeSource source, WebhookMessage message, RequestBody body)
    {
        var now = clock.GetUtcNow();
        var news = message.Alerts.Select(alert => (alert.Firing, Signal: ToSignal(source.Name, alert, now))).Where(told => seen.IsNews(told.Signal, told.Firing)).ToList();
        var taken = await intake.TakeAsync(source, news.ConvertAll(told => told.Signal), http.RequestAborted);
        if (taken != Taken.Stored)
        {
            SourceIntake.AskToComeAgain(http.Response);
            await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, SourceIntake.WhyNotStored(taken));
            return;
        }

        foreach (var (firing, signal) in news) seen.Note(signal, firing);
        if (message.Complaints.Count == 0) return;
        var complaint = string.Join("; ", message.Complaints);
        intake.Refused(source, "partly", complaint, body.Bytes);
        await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, $"{message.Alerts.Count} alerts were taken, others could not be: {complaint}");
    }

    private static Signal ToSignal(string source, WebhookAlert alert, DateTimeOffset now)
    {
        var startsAt = alert.StartsAt ?? now;
        return alert.Firing
            ? Told.Firing(source, alert.Labels, alert.Annotations, startsAt, alert.Url)
            : Told.Over(source, alert.Labels, alert.Annotations, startsAt, alert.EndsAt is { } end && end <= now ? end : now, alert.Url);
    }
}
