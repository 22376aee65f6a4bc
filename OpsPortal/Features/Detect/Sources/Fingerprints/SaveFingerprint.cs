using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Sources.Acts;

namespace OpsPortal.Features.Detect.Sources.Fingerprints;

/// <summary>Sets which labels make the signals of a source the same thing; its open events follow.</summary>
public sealed class SaveFingerprint(SourceActs acts, SignalPath path)
{
    /// <summary>Refused for kinds that say themselves what belongs together, and with labels that no rule can be made of.</summary>
    /// <param name="version">The version the actor saw.</param>
    public async Task<Outcome<IntakeSource>> RunAsync(Actor by, string name, int version, FingerprintBasis basis, IEnumerable<string> labels, CancellationToken stopping)
    {
        var made = FingerprintRule.Create(basis, labels);
        if (made is not Outcome<FingerprintRule>.Done(var rule)) return made.Refusal ?? SourceRefusals.FingerprintLabels;
        var outcome = await acts.RunAsync<IntakeSource>(by, name, version, "source.fingerprint-saved", (_, source, _) => Task.FromResult(source.IdentifyBy(rule)), stopping);
        if (outcome is Outcome<IntakeSource>.Refused) return outcome;
        return await path.RenewAsync(name, CancellationToken.None) == Taken.Stored ? outcome : SourceRefusals.NotRenewed;
    }
}
