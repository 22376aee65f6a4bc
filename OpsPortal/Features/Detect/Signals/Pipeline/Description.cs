using System.IO.Hashing;
using System.Runtime.InteropServices;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>How a source describes an event, and what we show of it.</summary>
internal static class Description
{
    /// <summary>One number that differs when annotations or link differ.</summary>
    public static ulong Of(LabelSet annotations, string generatorUrl) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(generatorUrl.AsSpan()), unchecked((long)annotations.Fingerprint.Value));

    /// <summary>What a person reads first: the summary, else the alert's name and where it happens, else the labels.</summary>
    public static string Title(Signal signal)
    {
        var summary = signal.Annotations["summary"];
        if (summary.Length == 0) summary = signal.Annotations["title"];
        var (name, instance) = (signal.Labels["alertname"], signal.Labels["instance"]);
        var title = summary.Length > 0 ? summary
            : name.Length == 0 ? signal.Labels.ToString()
            : instance.Length == 0 ? name
            : $"{name} on {instance}";
        return title.Length <= Event.MaxTitleLength ? title : string.Concat(title.AsSpan(0, Event.MaxTitleLength - 1), "…");
    }
}
