using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>For which site passkeys are made, and from which pages they are taken.</summary>
/// <remarks>
/// The site is the host of <c>OpsPortal:Passkeys:PublicUrl</c>, or of <c>OpsPortal:Inform:PublicUrl</c> where only that is set; whoever opens the portal as
/// <c>localhost</c>, or where neither is set, makes passkeys for the host that was asked for. A passkey made for one site does not open another.
/// </remarks>
internal sealed class RelyingParty(IConfiguration settings)
{
    private readonly Uri? _public = Uri.TryCreate(settings["OpsPortal:Passkeys:PublicUrl"] is { Length: > 0 } own ? own : settings["OpsPortal:Inform:PublicUrl"], UriKind.Absolute, out var url) ? url : null;

    /// <summary>How long a person has to answer the browser.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(3);

    public IOptions<IdentityPasskeyOptions> For(HttpRequest request) => Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = Host(request),
        AuthenticatorTimeout = AnswerWithin,

        // The device asks for finger, face or PIN: so a passkey is both steps of signing in.
        UserVerificationRequirement = "required",

        // It knows the account by itself, so that nobody types an e-mail address.
        ResidentKeyRequirement = "required",
        ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOwn(context.Origin, request)),
    });

    public string Host(HttpRequest request) => _public is { } known && !IsLocal(request.Host.Host) ? known.Host : request.Host.Host;

    /// <summary>Whether a page of this origin is one of the portal's own.</summary>
    public bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var from)) return false;
        if (_public is { } known && !IsLocal(request.Host.Host)) return from.Scheme == known.Scheme && from.Authority == known.Authority;

        // A proxy may have taken the encryption off, so the scheme says nothing here; browsers give passkeys to secure pages only.
        return from.Scheme is "https" or "http" && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLocal(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
