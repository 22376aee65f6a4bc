namespace OpsPortal.Features.People.Access;

/// <summary>Where signing in goes next. The address to return to is kept through every step and never leaves the portal.</summary>
internal static class SignInRoute
{
    public static string After(SignInStep step, string? returnTo) => step switch
    {
        SignInStep.Code => With("/sign-in/two-factor", returnTo),
        SignInStep.NewPassword => With("/sign-in/new-password", returnTo),
        _ => Local(returnTo),
    };

    /// <summary>The address itself if it is a path of this portal, else the dashboard.</summary>
    public static string Local(string? returnTo) =>
        returnTo is ['/', ..] and not ['/', '/' or '\\', ..] && !returnTo.Any(char.IsControl) ? returnTo : "/";

    /// <summary>Back to the first step.</summary>
    public static string Restart(string? returnTo) => With("/sign-in", returnTo) + (returnTo is null ? "?" : "&") + "notice=expired";

    private static string With(string path, string? returnTo) => returnTo is null ? path : $"{path}?return={Uri.EscapeDataString(Local(returnTo))}";
}
