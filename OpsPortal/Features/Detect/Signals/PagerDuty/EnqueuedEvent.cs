using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.PagerDuty;

internal enum EventAction
{
    Trigger,
    Acknowledge,
    Resolve,

    /// <summary>A change that was made; nobody is called for it.</summary>
    Change,
}

/// <summary>An event object as it was read.</summary>
/// <param name="DedupKey">Empty where the sender leaves it to us.</param>
/// <param name="Labels">Without the key itself.</param>
/// <param name="At">When it happened, as the sender says; null: it does not.</param>
/// <param name="Url">Where the client shows it; empty where it gave none.</param>
/// <param name="Errors">What is wrong with it, in PagerDuty's words; empty: nothing.</param>
/// <param name="IsJson">False: it could not be read at all.</param>
internal sealed record EnqueuedEvent(
    EventAction Action,
    string RoutingKey,
    string DedupKey,
    LabelDraftPair Drafts,
    DateTimeOffset? At,
    string Summary,
    string Url,
    IReadOnlyList<string> Errors,
    bool IsJson = true);

/// <summary>What identifies and what describes an event, as far as it is read.</summary>
internal sealed record LabelDraftPair(Wire.LabelDraft Labels, Wire.LabelDraft Annotations)
{
    public static LabelDraftPair New() => new(new(), new());

    /// <summary>All labels, of which only <paramref name="key"/> makes the identity.</summary>
    public LabelSet KeyedBy(string key, string value) =>
        Labels.Add(key, value).Build().IdentifiedBy(name => name == key);
}
