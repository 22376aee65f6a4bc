using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.People.Demo;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Keys;

/// <summary>One usable key as the intake meets it thousands of times a second.</summary>
internal sealed class RingKey(ApiKey key)
{
    private long _usedMinute = key.LastUsedAt?.ToUnixTimeSeconds() / 60 ?? 0;
    private long _writtenMinute = key.LastUsedAt?.ToUnixTimeSeconds() / 60 ?? 0;

    public Guid Id => key.Id;

    public DateTimeOffset? ExpiresAt => key.ExpiresAt;

    /// <summary>Shared by every request that carries the key; nothing adds to it.</summary>
    public ClaimsIdentity Identity { get; } = new(
        [new(ClaimTypes.Name, key.Name), new(Actors.AccountClaim, key.Prefix), new(Actors.KeyClaim, key.Id.ToString()), .. Owner(key), .. key.Scopes.Select(scope => new Claim(Actors.ScopeClaim, scope))], ApiKeyAuthentication.Scheme);

    private static Claim[] Owner(ApiKey key) => key.CreatedBy is { } owner ? [new(Actors.OwnerClaim, owner.ToString())] : [];

    public void Used(DateTimeOffset at)
    {
        var minute = at.ToUnixTimeSeconds() / 60;
        if (Volatile.Read(ref _usedMinute) < minute) Volatile.Write(ref _usedMinute, minute);
    }

    /// <summary>The minute of the last use if it is not written yet; else null.</summary>
    public DateTimeOffset? Unwritten => Volatile.Read(ref _usedMinute) is var used && used > _writtenMinute ? DateTimeOffset.FromUnixTimeSeconds(used * 60) : null;

    public void Written(DateTimeOffset minute) => _writtenMinute = minute.ToUnixTimeSeconds() / 60;
}

/// <summary>
/// Every usable key in memory, so that neither a known nor an unknown key costs a query. Read again after a change here,
/// and once a minute for changes made by another node.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<OpsDb> _databases;
    private readonly TimeProvider _clock;
    private readonly FrozenSet<string> _banned;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly IDisposable _subscription;
    private long _changes;
    private Snapshot _now = new(FrozenDictionary<KeyHash, RingKey>.Empty, DateTimeOffset.MinValue, -1);

    public KeyRing(IDbContextFactory<OpsDb> databases, TimeProvider clock, ChangeFeed feed, IHostEnvironment environment)
    {
        (_databases, _clock) = (databases, clock);

        // A demo database taken into production must not open with keys that stand in the manual.
        _banned = environment.IsDevelopment() ? [] : DemoPeople.KeyHashes;
        _subscription = feed.Subscribe(ChangeKind.People, () => Interlocked.Increment(ref _changes));
    }

    /// <summary>How often the keys were read from the database.</summary>
    public long Reads { get; private set; }

    public IReadOnlyCollection<RingKey> Keys => Volatile.Read(ref _now).Keys.Values;

    /// <summary>The key, in force at this instant; null when unknown, revoked or expired.</summary>
    public ValueTask<RingKey?> FindAsync(KeyHash hash, CancellationToken stopping)
    {
        var at = _clock.GetUtcNow();
        var now = Volatile.Read(ref _now);
        return now.Changes == Volatile.Read(ref _changes) && at - now.ReadAt < GoodFor
            ? ValueTask.FromResult(now.Find(hash, at))
            : ReadAndFindAsync(hash, at, stopping);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _reading.Dispose();
    }

    private async ValueTask<RingKey?> ReadAndFindAsync(KeyHash hash, DateTimeOffset at, CancellationToken stopping)
    {
        await _reading.WaitAsync(stopping);
        try
        {
            var changes = Volatile.Read(ref _changes);
            if (_now.Changes == changes && at - _now.ReadAt < GoodFor) return _now.Find(hash, at);
            await using var db = _databases.CreateDbContext();
            var keys = await db.ApiKeys.AsNoTracking().Where(key => key.RevokedAt == null).ToListAsync(stopping);
            Reads++;
            var known = _now.Keys.Values.ToDictionary(key => key.Id);
            Volatile.Write(ref _now, new(keys.Where(key => !_banned.Contains(key.Hash)).ToFrozenDictionary(key => KeyHash.FromHex(key.Hash), key => Renewed(known, key)), at, changes));
            return _now.Find(hash, at);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>A key as read anew, not forgetting a use that is not written yet.</summary>
    private static RingKey Renewed(Dictionary<Guid, RingKey> known, ApiKey key)
    {
        var renewed = new RingKey(key);
        if (known.TryGetValue(key.Id, out var before) && before.Unwritten is { } used) renewed.Used(used);
        return renewed;
    }

    private sealed record Snapshot(FrozenDictionary<KeyHash, RingKey> Keys, DateTimeOffset ReadAt, long Changes)
    {
        public RingKey? Find(KeyHash hash, DateTimeOffset at) => Keys.TryGetValue(hash, out var key) && !(key.ExpiresAt <= at) ? key : null;
    }
}
