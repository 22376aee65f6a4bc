using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.States;

/// <summary>Shown in place of a page that is not there, not allowed, or failed. Stands on its own: it must work when little else does.</summary>
public sealed partial class ProblemPage : ComponentBase
{
    [Parameter] public int Status { get; set; }

    private string Heading => Status switch
    {
        StatusCodes.Status403Forbidden => "You have no permission for this page",
        StatusCodes.Status404NotFound => "There is nothing at this address",
        StatusCodes.Status400BadRequest => "The page did not understand the request",
        >= StatusCodes.Status500InternalServerError => "Something went wrong here",
        _ => "This page cannot be shown",
    };

    private string Advice => Status switch
    {
        StatusCodes.Status403Forbidden => "Your duties do not include it. An administrator can give you a duty that does; nothing was changed.",
        StatusCodes.Status404NotFound => "It may have been mistyped, or what was here has been removed by retention.",
        >= StatusCodes.Status500InternalServerError => "It is not your doing, and it has been logged. Try again in a moment.",
        _ => "Go back and try again.",
    };

    private string? TraceId => Status >= StatusCodes.Status500InternalServerError ? Activity.Current?.TraceId.ToString() : null;
}
