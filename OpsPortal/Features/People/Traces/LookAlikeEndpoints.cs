using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Traces;

/// <summary>One of two accounts, as the API tells it.</summary>
internal sealed record LookAlikeAccountItem(Guid Account, string Email, Guid Person, string Name, bool Disabled)
{
    public static LookAlikeAccountItem Of(LookAlikeAccount account) => new(account.Account, account.Email, account.Person.Value, account.Name, account.IsDisabled);
}

internal sealed record LookAlikeItem(LookAlikeAccountItem One, LookAlikeAccountItem Other, IReadOnlyList<string> Shared);

/// <summary>Accounts that look like one person, for auditors.</summary>
internal static class LookAlikeEndpoints
{
    public static void MapLookAlikes(this IEndpointRouteBuilder routes) => routes.MapGet("/look-alikes", ListAsync).RequireAuthorization(Permissions.AuditRead).WithTags("Audit")
        .WithName("ListLookAlikes").WithSummary("List accounts of two persons that share a mailbox, a device or an address, and so may be one person").Produces<Page<LookAlikeItem>>();

    private static async Task<IResult> ListAsync(HttpContext request, LookAlikeQueries lookAlikes) => await lookAlikes.ReadAsync(request.Actor(), request.RequestAborted) switch
    {
        Outcome<IReadOnlyList<LookAlikeRow>>.Done(var rows) => Results.Ok(new Page<LookAlikeItem>([.. rows.Select(row => new LookAlikeItem(LookAlikeAccountItem.Of(row.One), LookAlikeAccountItem.Of(row.Other), row.Shared))], null)),
        var refused => (refused.Refusal ?? Refusals.Forbidden(Permissions.AuditRead)).Problem(),
    };
}
