using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>What a passkey was asked for.</summary>
internal enum CeremonyKind
{
    SignIn,
    StepUp,
    Add,
}

/// <summary>A question that was put to a browser.</summary>
/// <param name="Account">Null: whoever has the passkey.</param>
/// <param name="State">As Identity's handler wants it back; has the challenge.</param>
internal sealed record Ceremony(CeremonyKind Kind, Guid? Account, string State, DateTimeOffset AskedAt);

/// <summary>The questions that wait for an answer. Each is answered once; kept here and not in the browser, so that nobody answers one twice.</summary>
internal sealed class Ceremonies(TimeProvider clock)
{
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(5);

    /// <summary>Most that wait at once; anybody may ask to sign in, and must not fill the memory.</summary>
    public const int Most = 10_000;

    private readonly ConcurrentDictionary<Guid, Ceremony> _waiting = new();

    public Guid Keep(CeremonyKind kind, Guid? account, string state)
    {
        var at = clock.GetUtcNow();
        if (_waiting.Count >= Most)
        {
            foreach (var (old, _) in _waiting.Where(waiting => at - waiting.Value.AskedAt >= ValidFor)) _waiting.TryRemove(old, out _);
            foreach (var (old, _) in _waiting.OrderBy(waiting => waiting.Value.AskedAt).Take(Math.Max(0, _waiting.Count - Most + (Most / 10)))) _waiting.TryRemove(old, out _);
        }

        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        _waiting[id] = new(kind, account, state, at);
        return id;
    }

    /// <summary>The question, which then is gone; null where it was answered, is too old, or was another one.</summary>
    public Ceremony? Take(Guid id, CeremonyKind kind, Guid? account) =>
        _waiting.TryRemove(id, out var ceremony) && ceremony.Kind == kind && ceremony.Account == account && clock.GetUtcNow() - ceremony.AskedAt < ValidFor ? ceremony : null;
}
