using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Estate.Rest;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems.Queries;

namespace OpsPortal.Features.Respond.Problems.Rest;

/// <summary>What every act on a problem over HTTP has in common.</summary>
internal sealed record ProblemAct
{
    [FromRoute(Name = "number"), Description("PRB-7 or 7")]
    public required ProblemNumber Number { get; init; }

    [FromHeader(Name = "If-Match"), Description("The entity tag of the problem as last seen; refused with 412 when it has changed since")]
    public string? IfMatch { get; init; }

    public required HttpContext Request { get; init; }

    public required IProblemQueries Problems { get; init; }

    /// <summary>Carries the act out and answers with the problem as it is then, or with why not.</summary>
    public async Task<IResult> RunAsync(Func<Actor, ProblemNumber, int?, CancellationToken, Task<Outcome<Problem>>> act)
    {
        int? version = null;
        switch (VersionTag.Read(Request))
        {
            case VersionTag.Of(var seen):
                version = seen;
                break;
            case not VersionTag.Any:
                return new Refusal("request.unknown-value", "If-Match is one entity tag of this problem, as \"7\", or *.").Problem();
        }

        var outcome = await act(Request.Actor(), Number, version, Request.RequestAborted);
        return outcome.Refusal is { } why ? why.Problem() : await ProblemAnswer.ReadAsync(Request, Problems, Number);
    }
}

/// <summary>One problem with its entity tag.</summary>
internal static class ProblemAnswer
{
    public static async Task<IResult> ReadAsync(HttpContext request, IProblemQueries problems, ProblemNumber number)
    {
        if (await problems.ViewAsync(number, request.RequestAborted) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, view);
        return Results.Ok(ProblemDetail.Of(view));
    }

    public static async Task<IResult> CreatedAsync(HttpContext request, IProblemQueries problems, ProblemNumber number)
    {
        if (await problems.ViewAsync(number, CancellationToken.None) is not { } view) return Refusals.NotFound(number.ToString()).Problem();
        Tag(request, view);
        return Results.Created($"/api/v1/problems/{number}", ProblemDetail.Of(view));
    }

    private static void Tag(HttpContext request, ProblemView view) => request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{view.Row.Version}\"");
}
