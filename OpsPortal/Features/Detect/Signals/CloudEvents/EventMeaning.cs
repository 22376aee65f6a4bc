using System.Text;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>What an event means as a signal; told to users in the guide.</summary>
internal static class EventMeaning
{
    private const string Severity = "severity";

    /// <summary>Attributes that are neither labels nor worth showing.</summary>
    private static readonly string[] Plumbing = ["id", "source", "type", "subject", "specversion", "datacontenttype", "time", Severity];

    /// <summary>The signal of a sound event; ask its complaint first. False where its time is none.</summary>
    public static bool TryTell(CloudEvent read, string source, DateTimeOffset now, out Signal? signal)
    {
        signal = null;
        var at = now;
        if (read["time"] is { Length: > 0 } time && (!WireInstant.TryParse(Encoding.UTF8.GetBytes(time), out at) || at == default)) return false;
        if (at > now) at = now;

        var (type, firing) = Status(read["type"], read.Content.Status);
        var (labels, annotations) = (read.Content.Labels, read.Content.Annotations);
        labels.Add(Severity, read[Severity].Length > 0 ? read[Severity] : read.Content.Severity)
            .Add("source", read["source"]).Add("type", type).Add("subject", read["subject"]);
        foreach (var (name, value) in read.Attributes.Where(attribute => Array.IndexOf(Plumbing, attribute.Key) < 0)) annotations.Add(name, value);
        annotations.Add("event_id", read["id"]);
        var identity = labels.Build().IdentifiedBy(name => name != Severity);
        signal = firing switch
        {
            true => Told.Firing(source, identity, annotations.Build(), at),
            false => Told.Over(source, identity, annotations.Build(), at, at),
            _ => Told.Record(source, identity, annotations.Build(), at, read.Content.Text.Length > 0 ? read.Content.Text : read["type"]),
        };
        return true;
    }

    /// <summary>The data's status decides, else the last word of the type, which then is no part of the identity: begin and end are of one thing.</summary>
    private static (string Type, bool? Firing) Status(string type, string status)
    {
        if (StatusWords.IsFiring(status) is { } said) return (type, said);
        var dot = type.LastIndexOf('.');
        return dot > 0 && StatusWords.IsFiring(type[(dot + 1)..]) is { } ending ? (type[..dot], ending) : (type, null);
    }
}
