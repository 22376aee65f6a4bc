using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.StepUps;

/// <summary>Turns whoever is signed in into the session that segregation of duties asks.</summary>
public static class ActingSessions
{
    /// <summary>Without a step-up; <see cref="StepUpBook.WithAsync"/> adds one.</summary>
    /// <param name="from">The network address, where a request says it; else the one of the connection behind the page.</param>
    public static ActingSession ToActingSession(this ClaimsPrincipal principal, string from = "")
    {
        var actor = principal.ToActor(from);

        // Only the session cookie is a person in front of a screen; whatever comes with the request itself is a program.
        var isInteractive = actor.Person is not null && principal.Identity is { IsAuthenticated: true } identity && identity.AuthenticationType == IdentityConstants.ApplicationScheme;
        return new(actor, actor.Owner, isInteractive, null);
    }

    /// <summary>The session behind a request.</summary>
    public static ActingSession ActingSession(this HttpContext request) => request.User.ToActingSession(request.From());

    /// <summary>Why this session cannot show once more who it is: it is a machine, or a token. Null where it can.</summary>
    public static Refusal? Confirming(this ActingSession by) =>
        by.Actor.Person is null ? DutyRefusals.Machine(by.Actor.Name) : by.IsInteractive ? null : DutyRefusals.NotInteractive(by.Actor.Name);
}
