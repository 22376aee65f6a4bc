using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Switches;

/// <summary>Says who has a feature. The release that a switch belongs to tells it in its timeline.</summary>
internal sealed class SwitchDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<SwitchDesk> log)
{
    private static readonly Refusal Meanwhile = new("switch.changed-meanwhile", "Somebody else set this switch in the meantime. Look at it again, then decide.");

    /// <param name="seen">The version that was looked at; null: whatever it is now.</param>
    /// <remarks>
    /// Refused without <see cref="Permissions.ReleasesWrite"/>, which is enough to turn it off, as what does harm is taken away at once, and for all else without <see cref="Permissions.ReleasesDecide"/>.
    /// Refused without a reason, for a rule that cannot stand, and for a share of all users before the release is out.
    /// </remarks>
    public async Task<Outcome<SwitchRow>> SetAsync(ActingSession by, string key, SwitchRule rule, string reason, int? seen, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ReleasesWrite)) return Refusals.Forbidden(Permissions.ReleasesWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<FeatureSwitch>().SingleOrDefaultAsync(one => one.Key == key, stopping) is not { } feature) return Refusals.NotFound($"The switch {OneLine.Of(key, FeatureSwitch.MaxKeyLength)}");
        if (!IsOff(feature.Rule, rule) && !by.Actor.May(Permissions.ReleasesDecide)) return Refusals.Forbidden(Permissions.ReleasesDecide);
        if (seen is { } version && version != feature.Version) return Meanwhile;
        if (string.IsNullOrWhiteSpace(reason)) return ReleaseRefusals.TextMissing("reason");
        var (now, before, naming) = (clock.GetUtcNow(), Facts(feature), await db.Set<Release>().Where(release => EF.Property<string>(release, ReleaseColumns.Switch) == key).ToListAsync(stopping));
        var owner = SwitchOwner.Of(naming);
        if ((SwitchOwner.Fault(key, rule, owner) ?? feature.Set(rule, by.Party, now, reason.Trim()).Refusal) is { } why)
        {
            log.Refused("switch.set", key, by.Actor.Name, why.Code);
            return why;
        }

        if (owner is not null)
        {
            owner.Switched(rule, reason.Trim(), by.Party, now);
            ReleaseDesk.Keep(db, owner);
        }

        db.Record(new Act(by.Actor, now, "switch.set", key, before, Facts(feature)));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Meanwhile;
        }

        feed.Publish(ChangeKind.Releases);
        feed.Publish(ChangeKind.Audit);
        log.Switched(key, by.Actor.Name, rule.ToString());
        return SwitchRow.Of(feature, owner);
    }

    /// <summary>Nothing but off: nobody can get more by it.</summary>
    private static bool IsOff(SwitchRule before, SwitchRule after) => !after.IsOn && after.Share == before.Share && after.Groups.SequenceEqual(before.Groups);

    private static object Facts(FeatureSwitch feature) => new { feature.Rule.IsOn, Percent = feature.Rule.Share / 100.0, feature.Rule.Groups, Because = feature.ChangedWhy };
}
