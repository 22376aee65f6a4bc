using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.People.Keys;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Book;

/// <summary>Every source in memory, so that no signal costs a query. Read again after a change here, and once a minute for changes made elsewhere.</summary>
internal sealed class SourceBook : IDisposable
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<OpsDb> _databases;
    private readonly TimeProvider _clock;
    private readonly string? _banned;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly IDisposable _subscription;
    private long _changes;
    private SourceView _now = SourceView.Of([], null, DateTimeOffset.MinValue, -1);

    public SourceBook(IDbContextFactory<OpsDb> databases, TimeProvider clock, ChangeFeed feed, IHostEnvironment environment)
    {
        (_databases, _clock) = (databases, clock);

        // A demo database taken into production must not open with a key that stands in the manual.
        _banned = environment.IsDevelopment() ? null : KeyHash.ToHex(DefaultSources.DemoRoutingKey);
        _subscription = feed.Subscribe(ChangeKind.Sources, () => Interlocked.Increment(ref _changes));
    }

    public ValueTask<SourceView> ReadAsync(CancellationToken stopping)
    {
        var now = Volatile.Read(ref _now);
        return now.Changes == Volatile.Read(ref _changes) && _clock.GetUtcNow() - now.ReadAt < GoodFor ? ValueTask.FromResult(now) : ReadAnewAsync(stopping);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _reading.Dispose();
    }

    private async ValueTask<SourceView> ReadAnewAsync(CancellationToken stopping)
    {
        await _reading.WaitAsync(stopping);
        try
        {
            var (changes, at) = (Volatile.Read(ref _changes), _clock.GetUtcNow());
            if (_now.Changes == changes && at - _now.ReadAt < GoodFor) return _now;
            await using var db = _databases.CreateDbContext();
            var view = SourceView.Of(await db.Set<IntakeSource>().AsNoTracking().ToListAsync(stopping), _banned, at, changes);
            Volatile.Write(ref _now, view);
            return view;
        }
        finally
        {
            _reading.Release();
        }
    }
}

/// <summary>The sources as they were at one instant.</summary>
internal sealed record SourceView(
    FrozenDictionary<string, IntakeSource> ByName,
    FrozenDictionary<Guid, IntakeSource> ByApiKey,
    FrozenDictionary<KeyHash, IntakeSource> ByRoutingKey,
    DateTimeOffset ReadAt,
    long Changes)
{
    public IntakeSource? Named(string name) => ByName.GetValueOrDefault(name);

    public IntakeSource? Default(SourceKind kind) => SourceKinds.Default(kind) is { } name ? Named(name) : null;

    /// <param name="banned">Hash of a routing key that opens nothing here.</param>
    public static SourceView Of(IReadOnlyCollection<IntakeSource> sources, string? banned, DateTimeOffset readAt, long changes) => new(
        sources.ToFrozenDictionary(source => source.Name, StringComparer.Ordinal),
        sources.Where(source => source.ApiKey is not null).ToFrozenDictionary(source => source.ApiKey.GetValueOrDefault()),
        sources.Where(source => source.RoutingKeyHash is { } hash && hash != banned).ToFrozenDictionary(source => KeyHash.FromHex(source.RoutingKeyHash ?? "")),
        readAt,
        changes);
}
