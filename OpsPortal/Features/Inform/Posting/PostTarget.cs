using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Inform.Posting;

/// <summary>Where a webhook or a chat is posted to. Kept sealed: in a chat's address the path is the secret.</summary>
/// <param name="Secret">What it is signed with; empty for a chat, which cannot verify.</param>
/// <param name="Token">Put in where the message has the mark of a token; empty: it has none.</param>
internal sealed record PostTarget(string Url, string Secret, string Token = "")
{
    public string Seal(OutboxSeal seal) => seal.Seal(JsonSerializer.Serialize(this));

    /// <summary>Null where the keys it was sealed with are gone.</summary>
    public static PostTarget? Open(OutboxSeal seal, string? kept) => kept is not null && seal.Open(kept) is { } json ? JsonSerializer.Deserialize<PostTarget>(json) : null;

    /// <summary>By what two destinations are told apart, without telling the address.</summary>
    public static string KeyOf(DestinationKind kind, string address) =>
        kind == DestinationKind.Mail ? $"mail:{address.ToLowerInvariant()}" : $"{kind.ToString().ToLowerInvariant()}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))}";
}
