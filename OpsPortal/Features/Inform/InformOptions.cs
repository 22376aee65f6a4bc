using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Inform;

/// <summary>How the portal speaks to people; section <c>OpsPortal:Inform</c>.</summary>
internal sealed class InformOptions
{
    public const string Section = "OpsPortal:Inform";

    /// <summary>Where readers reach the portal, as <c>https://status.example.org</c>; empty: the first address it serves.</summary>
    /// <remarks>Never taken from a request: whoever sends one could then write the links of other people's mails.</remarks>
    public string PublicUrl { get; init; } = "";

    /// <summary>Whether there is a public status page, with its feed and its subscriptions.</summary>
    public bool StatusPage { get; init; } = true;

    /// <summary>What the public page is called.</summary>
    [StringLength(80, MinimumLength = 1)] public string PageName { get; init; } = "Service status";

    /// <summary>How often a webhook or chat is tried.</summary>
    [Range(1, 20)] public int PostAttempts { get; init; } = 8;

    /// <summary>How many subscriptions one network address may ask for in ten minutes.</summary>
    [Range(1, 10_000)] public int SubscriptionsPerAddress { get; init; } = 10;

    /// <summary>How many subscriptions may be asked for in ten minutes by everybody together.</summary>
    [Range(1, 1_000_000)] public int SubscriptionsTogether { get; init; } = 1000;
}

internal sealed class InformOptionsValidator : IValidateOptions<InformOptions>
{
    public ValidateOptionsResult Validate(string? name, InformOptions options)
    {
        if (options.PublicUrl.Length > 0 && (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length + url.Query.Length + url.Fragment.Length > 0))
            return ValidateOptionsResult.Fail($"{InformOptions.Section}:PublicUrl: {options.PublicUrl} is not an address as https://status.example.org.");
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{InformOptions.Section}: {fault.ErrorMessage}"));
    }
}
