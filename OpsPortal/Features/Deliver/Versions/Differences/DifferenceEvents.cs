using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Acts;

namespace OpsPortal.Features.Deliver.Versions.Differences;

/// <summary>Tells the desk, as an event like any other, that something runs which was not approved, and when that is over.</summary>
internal sealed class DifferenceEvents(SignalPath path)
{
    public const string Link = "/deployments/versions";

    /// <summary>False: it cannot be written now.</summary>
    public async Task<bool> RaiseAsync(VersionDifference difference, CancellationToken stopping)
    {
        var (seen, place) = (difference.Seen, difference.Environment);
        var annotations = new LabelDraft().Add("summary", $"{seen.Name} {seen.Version} runs in {place} and was not approved")
            .Add("description", $"{(difference.Expected.Length > 0 ? $"{difference.Expected} should run there ({difference.ExpectedBy}). " : "")}{difference.Why} {difference.Source} says so.").Build();
        return await path.TakeAsync([Told.Firing(AddSource.Portal, Labels(difference), annotations, difference.Since, Link)], stopping) == Taken.Stored;
    }

    /// <summary>False: it cannot be written now.</summary>
    public async Task<bool> ClearAsync(VersionDifference difference, DateTimeOffset now, CancellationToken stopping) =>
        await path.TakeAsync([Told.Over(AddSource.Portal, Labels(difference), LabelSet.Empty, difference.Since, now, Link)], stopping) == Taken.Stored;

    /// <summary>Not those of a rogue notice: that event stays until somebody has looked into it, this one ends by itself.</summary>
    private static LabelSet Labels(VersionDifference difference)
    {
        var seen = difference.Seen;
        var labels = new List<(string, string)> { ("alertname", "RogueVersion"), ("severity", difference.IsProduction ? "critical" : "warning"), ("service", seen.Service.Value), ("component", seen.Component), ("environment", difference.Environment), ("version", seen.Version) };
        if (seen.Commit.Length > 0) labels.Add(("commit", seen.Commit));
        if (seen.Digest.Length > 0) labels.Add(("digest", seen.Digest));
        return LabelSet.From([.. labels]);
    }
}
