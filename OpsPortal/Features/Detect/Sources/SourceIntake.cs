using System.Globalization;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.People;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Sources;

/// <summary>What every adapter asks: for which source a sender speaks, and whether its signals are durable.</summary>
internal sealed class SourceIntake(SignalPath path, SourceBook book, SourceLedger ledger, IntakeMetrics metrics)
{
    /// <summary>When to come again, in seconds, where nothing could be stored.</summary>
    public const int ComeAgainAfter = 5;

    public SourceLedger Ledger => ledger;

    public ValueTask<SourceView> SourcesAsync(CancellationToken stopping) => book.ReadAsync(stopping);

    /// <summary>The source whose key a request carries, else the default one of the kind; null: there is none, or it is switched off.</summary>
    public async ValueTask<IntakeSource?> SpeakerAsync(HttpContext http, SourceKind kind)
    {
        var sources = await book.ReadAsync(http.RequestAborted);
        var source = http.User.KeyId() is { } key && sources.ByApiKey.TryGetValue(key, out var own) && own.Kind == kind ? own : sources.Default(kind);
        return source is { Enabled: true } ? source : null;
    }

    /// <summary>Hands signals over and counts them for their source.</summary>
    public async Task<Taken> TakeAsync(IntakeSource source, IReadOnlyList<Signal> signals, CancellationToken stopping)
    {
        if (signals.Count == 0)
        {
            ledger.Spoke(source.Name);
            return Taken.Stored;
        }

        var taken = await path.TakeAsync(signals, stopping);
        if (taken == Taken.Stored) ledger.Took(source.Name, signals);
        else metrics.Refused(taken == Taken.Full ? "full" : "unavailable");
        return taken;
    }

    /// <summary>Notes that a payload was refused, in whole or in part.</summary>
    public void Refused(IntakeSource source, string reason, string message, ReadOnlySpan<byte> payload)
    {
        metrics.Refused(reason);
        ledger.Refused(source.Name, reason, message, payload);
    }

    /// <summary>Notes a refusal that no source can be blamed for.</summary>
    public void Refused(string reason) => metrics.Refused(reason);

    public static void AskToComeAgain(HttpResponse response) => response.Headers.RetryAfter = ComeAgainAfter.ToString(CultureInfo.InvariantCulture);

    /// <summary>In plain words, why nothing was stored.</summary>
    public static string WhyNotStored(Taken taken) => taken == Taken.Full
        ? "The intake is full and nothing of this was stored. Send it again later."
        : "The database cannot be written now and nothing of this was stored. Send it again later.";
}
