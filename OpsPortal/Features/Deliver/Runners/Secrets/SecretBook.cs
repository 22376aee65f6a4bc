using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

/// <summary>Settings with their secrets put in: for the runner's eyes only.</summary>
/// <param name="Secrets">Every value that was put in, so that it can be kept out of logs.</param>
internal sealed record OpenedSettings(string Json, IReadOnlyList<string> Secrets);

/// <summary>A secret as it may be shown.</summary>
internal sealed record SecretRow(string Name, DateTimeOffset SetAt, string SetBy, int Version);

/// <summary>Reads secrets: their names for people, their values for runners.</summary>
internal sealed class SecretBook(IDbContextFactory<OpsDb> databases, SecretSeal seal)
{
    /// <summary>By name, without values.</summary>
    public async Task<IReadOnlyList<SecretRow>> ListAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<StoredSecret>().AsNoTracking().OrderBy(secret => secret.Name).Select(secret => new SecretRow(secret.Name, secret.SetAt, secret.SetBy, secret.Version)).ToListAsync(stopping);
    }

    /// <summary>Puts values in the place of references. Refused where a secret does not exist or cannot be read any more.</summary>
    public async Task<Outcome<OpenedSettings>> OpenAsync(string json, CancellationToken stopping)
    {
        if (SecretReferences.Check(json) is { } wrong) return wrong;
        var names = SecretReferences.Names(json);
        if (names.Count == 0) return new OpenedSettings(json, []);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Set<StoredSecret>().AsNoTracking().Where(secret => names.Contains(secret.Name)).ToDictionaryAsync(secret => secret.Name, secret => secret.Sealed, StringComparer.Ordinal, stopping);
        foreach (var name in names)
        {
            if (!found.TryGetValue(name, out var sealedValue)) return SecretRefusals.Unknown(name);
            if (seal.Open(sealedValue) is not { } value) return SecretRefusals.Unreadable(name);
            values[name] = value;
        }

        return new OpenedSettings(SecretReferences.Fill(json, values), [.. values.Values]);
    }
}
