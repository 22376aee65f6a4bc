using System.Security.Cryptography;
using System.Text;
using OtpNet;
using QRCoder;

namespace OpsPortal.Features.People.Accounts;

/// <summary>The second step of signing in: time-based codes (RFC 6238) and the recovery codes for when the phone is lost.</summary>
public static class TwoStep
{
    /// <summary>How many recovery codes a person gets.</summary>
    public const int RecoveryCodeCount = 10;

    /// <summary>A fresh secret: 160 random bits, base 32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>The address an authenticator app reads from the QR code.</summary>
    public static string Address(string secret, string email) =>
        $"otpauth://totp/OpsPortal:{Uri.EscapeDataString(email)}?secret={secret}&issuer=OpsPortal&algorithm=SHA1&digits=6&period=30";

    /// <summary>The QR code as an SVG image in a <c>data:</c> address; black on white whatever the theme, or cameras cannot read it.</summary>
    public static string Picture(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg.GetGraphic(6)));
    }

    /// <summary>The step a code belongs to, one step early or late included; null when it is wrong or its step was used already.</summary>
    public static long? Accept(string secret, string code, DateTimeOffset at, long lastStep)
    {
        var totp = new Totp(Base32Encoding.ToBytes(secret));
        return totp.VerifyTotp(at.UtcDateTime, Plain(code), out var step, new VerificationWindow(previous: 1, future: 1)) && step > lastStep ? step : null;
    }

    /// <summary>Recovery codes as shown once: two groups of five letters and digits that cannot be misread, 49 random bits each.</summary>
    public static IReadOnlyList<string> NewRecoveryCodes() =>
        [.. Enumerable.Range(0, RecoveryCodeCount).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10).Insert(5, "-"))];

    public static string Hash(string recoveryCode) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(recoveryCode).ToLowerInvariant())));

    private static string Plain(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
