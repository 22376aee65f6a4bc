using System.Collections.Concurrent;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Access;

/// <summary>Tells open pages and the next requests whose sessions were just ended, so that none lives on until its regular check.</summary>
/// <remarks>It only says that somebody has to look; whether a session holds is decided by the security stamp in the database.</remarks>
internal sealed class SessionWatch(TimeProvider clock)
{
    private readonly ConcurrentDictionary<PersonId, DateTimeOffset> _ended = new();

    public event Action<PersonId>? Ended;

    /// <summary>After the change is saved.</summary>
    public void End(IReadOnlyCollection<PersonId> persons)
    {
        if (persons.Count == 0) return;
        var now = clock.GetUtcNow();

        // Sessions that were issued before are checked in any case by then.
        foreach (var (old, _) in _ended.Where(ended => now - ended.Value > 2 * SessionCheck.Every)) _ended.TryRemove(old, out _);
        foreach (var person in persons)
        {
            _ended[person] = now;
            Ended?.Invoke(person);
        }
    }

    /// <param name="issued">To the second, as cookies keep it.</param>
    public bool MayHaveEnded(PersonId? person, DateTimeOffset? issued) => person is { } whose && _ended.TryGetValue(whose, out var ended) && (issued is not { } since || since <= ended);
}
