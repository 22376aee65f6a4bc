using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

/// <summary>A way for a person to sign in. A person may own several; what counts is the person.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public PersonId PersonId { get; set; }

    public Person? Person { get; set; }
}
