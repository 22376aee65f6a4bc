using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Gives a source a fresh key; the one before is refused from then on.</summary>
public sealed class RotateSourceKey(SourceActs acts)
{
    /// <summary>Refused where senders of this kind have no key.</summary>
    public Task<Outcome<NewSourceKey>> RunAsync(Actor by, string name, CancellationToken stopping) =>
        acts.RunAsync<NewSourceKey>(by, name, null, "source.key-rotated", async (db, source, now) =>
            by.Person is null ? PeopleRefusals.PersonNeeded : SourceKinds.IsOpen(source.Kind) ? SourceRefusals.NoKey : new NewSourceKey(source.Name, await SourceKeys.RenewAsync(db, source, by, now, stopping)), stopping);
}
