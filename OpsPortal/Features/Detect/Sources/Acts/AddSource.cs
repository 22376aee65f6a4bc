using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>A key just made, with its text: the only time it is shown. Empty where the kind has no key.</summary>
public sealed record NewSourceKey(string Source, string Key);

/// <summary>Adds an integration with a key of its own.</summary>
public sealed class AddSource(SourceActs acts, TimeProvider clock)
{
    /// <summary>The portal's own events come from here.</summary>
    public const string Portal = "portal";

    /// <summary>Refused with a name that is no name or taken.</summary>
    public async Task<Outcome<NewSourceKey>> RunAsync(Actor by, string name, SourceKind kind, string team, CancellationToken stopping)
    {
        if (!by.May(Permissions.SourcesManage)) return Refusals.Forbidden(Permissions.SourcesManage);

        // Else a key could make keys that outlive it.
        if (by.Person is null) return PeopleRefusals.PersonNeeded;
        if (name == Portal) return SourceRefusals.NameReserved;
        var outcome = IntakeSource.Create(name.Trim(), kind, team, clock.GetUtcNow());
        if (outcome is not Outcome<IntakeSource>.Done(var source)) return outcome.Refusal ?? SourceRefusals.NameInvalid;
        return await acts.AddAsync(by, source, (db, now) => new NewSourceKey(source.Name, SourceKinds.IsOpen(kind) ? "" : SourceKeys.Make(db, source, by, now)), stopping);
    }
}
