using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

/// <summary>Seals the secrets of steps with the portal's own keys.</summary>
internal sealed class SecretSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpsPortal.Deliver.Secret");

    public string Seal(string value) => _protector.Protect(value);

    /// <summary>The value; null where the keys it was sealed with are gone.</summary>
    public string? Open(string sealedValue)
    {
        try
        {
            return _protector.Unprotect(sealedValue);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
