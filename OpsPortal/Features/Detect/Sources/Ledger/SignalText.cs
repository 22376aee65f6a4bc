using System.Text.Encodings.Web;
using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Sources.Ledger;

/// <summary>A signal as it is kept for people to look at.</summary>
/// <param name="Labels">Name and value, in order.</param>
/// <param name="StartsAt">UTC.</param>
public sealed record SignalView(SignalKind Kind, bool Firing, IReadOnlyList<Label> Labels, IReadOnlyList<Label> Annotations, DateTimeOffset StartsAt, string Text)
{
    private const int MostText = 2000;

    internal static SignalView Of(Signal signal, DateTimeOffset at) => new(
        signal.Kind, signal.Kind == SignalKind.State && signal.IsFiring(at), Shorten(signal.Labels), Shorten(signal.Annotations), signal.StartsAt, Redaction.Cut(signal.Text, MostText));

    private static List<Label> Shorten(LabelSet labels) => [.. labels.Take(64).Select(label => new Label(label.Name, Redaction.Cut(label.Value, 500)))];
}

/// <summary>Writes and reads <see cref="SignalView"/>.</summary>
internal static class SignalText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Signal signal, DateTimeOffset at) => JsonSerializer.Serialize(SignalView.Of(signal, at), Plain);

    public static SignalView? Read(string stored) => JsonSerializer.Deserialize<SignalView>(stored, Plain);
}
