using System.Security.Claims;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

/// <summary>Turns whoever is signed in, by cookie or by key, into the actor that use cases ask.</summary>
public static class Actors
{
    /// <summary>Claim: the person's id.</summary>
    public const string PersonClaim = "opsportal:person";

    /// <summary>Claim, repeatable: a <see cref="Duty"/> of the person.</summary>
    public const string DutyClaim = "opsportal:duty";

    /// <summary>Claim, repeatable: a permission that an API key carries.</summary>
    public const string ScopeClaim = "opsportal:scope";

    /// <summary>Claim: the account's e-mail or the key's prefix.</summary>
    public const string AccountClaim = "opsportal:account";

    /// <summary>Claim: the id of the API key itself.</summary>
    public const string KeyClaim = "opsportal:key";

    /// <summary>Claim: the id of the person who answers for the API key.</summary>
    public const string OwnerClaim = "opsportal:owner";

    /// <summary>Claim: the network address the request, or the connection of a page, came from.</summary>
    public const string FromClaim = "opsportal:from";

    /// <summary>Nobody: may do nothing.</summary>
    public static Actor Nobody { get; } = new(null, "nobody", "", new HashSet<string>(), "");

    public static Actor ToActor(this ClaimsPrincipal principal, string from = "")
    {
        if (principal.Identity is not { IsAuthenticated: true }) return Nobody;
        var duties = principal.FindAll(DutyClaim).Select(claim => Enum.TryParse<Duty>(claim.Value, out var duty) ? duty : (Duty?)null).OfType<Duty>();
        var permissions = Duties.Permit(duties).Concat(principal.FindAll(ScopeClaim).Select(claim => claim.Value)).ToHashSet(StringComparer.Ordinal);
        return new(principal.Person(PersonClaim), principal.Identity.Name ?? "unknown", principal.FindFirstValue(AccountClaim) ?? "", permissions,
            from.Length > 0 ? from : principal.FindFirstValue(FromClaim) ?? "")
        { Owner = principal.Person(OwnerClaim) };
    }

    /// <summary>The person who is signed in; null for machines and for nobody.</summary>
    public static PersonId? PersonOf(this ClaimsPrincipal principal) => principal.Person(PersonClaim);

    private static PersonId? Person(this ClaimsPrincipal principal, string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id) ? new PersonId(id) : null;

    /// <summary>The API key that signed in; null where a person did.</summary>
    public static Guid? KeyId(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(KeyClaim), out var id) ? id : null;

    /// <summary>The actor behind a request, with the address it came from.</summary>
    public static Actor Actor(this HttpContext request) => request.User.ToActor(request.From());

    /// <summary>The address a request came from; IPv4 without its IPv6 wrapping.</summary>
    public static string From(this HttpContext request) => request.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
