using System.Text.Json;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>What a browser needs to make or to use a passkey.</summary>
/// <param name="Ceremony">Comes back with the answer, once and within five minutes.</param>
/// <param name="Options">As <c>PublicKeyCredential.parseCreationOptionsFromJSON</c> and <c>parseRequestOptionsFromJSON</c> read them.</param>
internal sealed record PasskeyQuestion(Guid Ceremony, JsonElement Options);

/// <summary>What the browser said.</summary>
/// <param name="Credential">As <c>PublicKeyCredential.toJSON</c> writes it.</param>
internal sealed record PasskeyAnswer(Guid Ceremony, JsonElement Credential);

/// <summary>What the script of the page brought back: an id, or why not.</summary>
public sealed record BrowserAnswer(Guid? Id, string? Code, string? Message)
{
    public Refusal? Refusal => Message is { } message ? new(Code ?? "passkey.failed", message) : null;
}

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Of the credential, base64url.</param>
/// <param name="IsBackedUp">It is kept in the cloud of whoever made the device, not on one device alone.</param>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt, bool IsBackedUp);
