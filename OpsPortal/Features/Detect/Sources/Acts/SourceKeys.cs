using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Keys;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Makes the key of a source: a routing key where its kind has one, else an API key that may send signals and nothing more.</summary>
internal static class SourceKeys
{
    /// <summary>Gives the source a fresh key in place of what it had. Returns the key's text, the only time it is known.</summary>
    public static async Task<string> RenewAsync(OpsDb db, IntakeSource source, Actor by, DateTimeOffset now, CancellationToken stopping)
    {
        if (source.ApiKey is { } old && await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == old, stopping) is { RevokedAt: null } stored) stored.RevokedAt = now;
        return Make(db, source, by, now);
    }

    public static string Make(OpsDb db, IntakeSource source, Actor by, DateTimeOffset now)
    {
        if (SourceKinds.HasRoutingKey(source.Kind))
        {
            var routing = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            (source.RoutingKeyHash, source.KeyShown) = (KeyHash.ToHex(routing), KeyHash.Shown(routing));
            return routing;
        }

        var text = KeyHash.NewKey();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Name = $"Source {source.Name}",
            Prefix = KeyHash.Shown(text),
            Hash = KeyHash.ToHex(text),
            CreatedBy = by.Person,
            CreatedAt = now,
            Scopes = [Permissions.SignalsIngest],
        };
        db.ApiKeys.Add(key);
        (source.ApiKey, source.KeyShown) = (key.Id, key.Prefix);
        return text;
    }
}
