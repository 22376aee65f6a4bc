using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace OpsPortal.Features.Detect.Sources.Book;

/// <summary>Seals secrets that must be known in full, such as those that bodies are signed with.</summary>
public sealed class SourceSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpsPortal.IntakeSource.Secret");

    public string Seal(string secret) => _protector.Protect(secret);

    /// <summary>The secret; null where the keys it was sealed with are gone, and then nothing signed with it is believed.</summary>
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
