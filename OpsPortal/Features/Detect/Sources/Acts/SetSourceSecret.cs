using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Sources.Book;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Sets the secret that a source signs its bodies with, or does away with signatures.</summary>
public sealed class SetSourceSecret(SourceActs acts, SourceSecrets secrets)
{
    /// <summary>Longest secret, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Refused where senders of this kind sign nothing.</summary>
    /// <param name="secret">Empty: nothing need be signed.</param>
    public Task<Outcome<IntakeSource>> RunAsync(Actor by, string name, string secret, CancellationToken stopping) =>
        acts.RunAsync<IntakeSource>(by, name, null, "source.secret-set", (_, source, _) =>
        {
            if (!SourceKinds.MaySign(source.Kind)) return Task.FromResult<Outcome<IntakeSource>>(SourceRefusals.CannotSign);
            source.SealedSecret = secret.Length == 0 ? null : secrets.Seal(secret[..Math.Min(secret.Length, MaxLength)]);
            return Task.FromResult<Outcome<IntakeSource>>(source);
        }, stopping);
}
