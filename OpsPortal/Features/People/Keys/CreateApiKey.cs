using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Keys;

/// <summary>A key just made, with its text: the only time it is shown.</summary>
public sealed record NewApiKey(Guid Id, string Name, string Key);

/// <summary>Makes a key for a machine. Refused without a name and a scope, and with an expiry in the past.</summary>
public sealed class CreateApiKey(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <param name="expiresAt">UTC; null: does not expire.</param>
    public async Task<Outcome<NewApiKey>> RunAsync(Actor by, string name, IReadOnlyCollection<string> scopes, DateTimeOffset? expiresAt, CancellationToken stopping)
    {
        var at = clock.GetUtcNow();
        if (!by.May(Permissions.ApiKeysManage)) return PeopleRefusals.NotPermitted;

        // Else a key could make keys that outlive it.
        if (by.Person is null) return PeopleRefusals.PersonNeeded;
        if (name.Trim() is not { Length: > 0 and <= ApiKey.MaxNameLength } trimmed) return PeopleRefusals.KeyNameInvalid;
        if (scopes.Count == 0) return PeopleRefusals.NoScope;
        if (scopes.FirstOrDefault(scope => !Permissions.All.Contains(scope) || Permissions.OfPersonsOnly.Contains(scope)) is { } unknown) return PeopleRefusals.UnknownScope(unknown);
        if (expiresAt <= at) return PeopleRefusals.ExpiryPast;

        var text = KeyHash.NewKey();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(at),
            Name = trimmed,
            Prefix = KeyHash.Shown(text),
            Hash = KeyHash.ToHex(text),
            CreatedBy = by.Person,
            CreatedAt = at,
            ExpiresAt = expiresAt,
            Scopes = [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
        await using var db = databases.CreateDbContext();
        db.ApiKeys.Add(key);
        db.Record(new(by, at, "api-key.created", key.Name, After: new { key.Prefix, key.Scopes, key.ExpiresAt }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.People);
        feed.Publish(ChangeKind.Audit);
        return new NewApiKey(key.Id, key.Name, text);
    }
}
