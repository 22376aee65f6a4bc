using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Setup;

/// <summary>Whether somebody still has to set the portal up, and the one-time token that proves it is the one who reads its log.</summary>
public sealed class FirstRun(IDbContextFactory<OpsDb> databases)
{
    private byte[]? _hash;

    /// <summary>There is no account yet. Asks the database only while that may be so, because another node may have made one.</summary>
    public async ValueTask<bool> IsPendingAsync(CancellationToken stopping)
    {
        if (_hash is null) return false;
        await using var db = databases.CreateDbContext();
        if (!await db.Users.AnyAsync(stopping)) return true;
        Close();
        return false;
    }

    /// <summary>Opens the set-up if there is no account. Returns the token, 256 random bits, of which only the hash is kept; else null.</summary>
    public async Task<string?> OpenAsync(CancellationToken stopping)
    {
        await using var db = databases.CreateDbContext();
        if (await db.Users.AnyAsync(stopping)) return null;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _hash = Hash(token);
        return token;
    }

    public bool Accepts(string token) => _hash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Hash(token.Trim()));

    /// <summary>Voids the token.</summary>
    public void Close() => _hash = null;

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
