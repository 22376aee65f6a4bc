using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Inform.Mail;

internal enum MailSecurity
{
    /// <summary>Readable by anybody on the way; only for a server on the same machine or a closed network.</summary>
    None,

    /// <summary>The connection is encrypted once it is open; a server that cannot is refused.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}

/// <summary>The server that mail leaves through; section <c>OpsPortal:Mail</c>. Without a host no mail is sent, and the screens say so.</summary>
internal sealed class MailOptions
{
    public const string Section = "OpsPortal:Mail";

    public string Host { get; init; } = "";

    [Range(1, 65535)] public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Empty: the server asks for none.</summary>
    public string User { get; init; } = "";

    /// <summary>Set it in the environment, as <c>OpsPortal__Mail__Password</c>.</summary>
    public string Password { get; init; } = "";

    /// <summary>The address mail comes from.</summary>
    public string From { get; init; } = "";

    /// <summary>The name beside it.</summary>
    public string FromName { get; init; } = "OpsPortal";

    /// <summary>How long one attempt may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")] public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most mails at once.</summary>
    [Range(1, 32)] public int AtOnce { get; init; } = 4;

    /// <summary>How often a mail is tried; with the usual back-off twelve attempts last more than an hour, which outlives grey-listing.</summary>
    [Range(1, 30)] public int Attempts { get; init; } = 12;

    public bool IsOn => Host.Length > 0;
}

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (!options.IsOn) return ValidateOptionsResult.Success;
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown) return Wrong("Host", $"{options.Host} is not the name of a host");
        if (options.Port is < 1 or > 65535) return Wrong("Port", "it is a number from 1 to 65535");
        if (EmailAddress.Read(options.From).Refusal is not null) return Wrong("From", "give the address that mail comes from, as portal@example.org");
        if (InformText.Line("The name", options.FromName, 100).Refusal() is { } why) return Wrong("FromName", why);
        if (options.User.Length == 0 != (options.Password.Length == 0)) return Wrong("User", "give both a user and a password, or neither");
        if (options is { Password.Length: > 0, Security: MailSecurity.None } && options.Host is not ("localhost" or "127.0.0.1" or "::1")) return Wrong("Security", "a password is not sent unencrypted; set StartTls or Tls");
        return options.TimeOut < TimeSpan.FromSeconds(1) || options.TimeOut > TimeSpan.FromMinutes(5) ? Wrong("TimeOut", "it is between a second and five minutes") : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Wrong(string setting, string why) => ValidateOptionsResult.Fail($"{MailOptions.Section}:{setting}: {why}.");
}

file static class Said
{
    public static string? Refusal(this Refusal? why) => why?.Message.TrimEnd('.');
}
