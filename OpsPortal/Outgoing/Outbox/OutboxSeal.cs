using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace OpsPortal.Outgoing.Outbox;

/// <summary>Seals the secrets that messages are sent with.</summary>
public sealed class OutboxSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpsPortal.Outgoing.Secret");

    public string Seal(string secret) => _protector.Protect(secret);

    /// <summary>The secret; null where the keys it was sealed with are gone.</summary>
    public string? Open(string sealedSecret)
    {
        try
        {
            return _protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
