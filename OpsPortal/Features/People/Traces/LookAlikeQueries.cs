using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Traces;

/// <summary>One of two accounts that look like one person.</summary>
public sealed record LookAlikeAccount(Guid Account, string Email, PersonId Person, string Name, bool IsDisabled);

/// <summary>Two accounts of two persons that share something.</summary>
/// <param name="Shared">In words, the most telling first.</param>
public sealed record LookAlikeRow(LookAlikeAccount One, LookAlikeAccount Other, IReadOnlyList<string> Shared);

/// <summary>Which accounts look like one person and are not linked. It changes nothing.</summary>
public sealed class LookAlikeQueries(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>For those who read the audit trail or manage people. By the e-mail of the first account.</summary>
    public async Task<Outcome<IReadOnlyList<LookAlikeRow>>> ReadAsync(Actor by, CancellationToken stopping)
    {
        if (!by.May(Permissions.AuditRead) && !by.May(Permissions.PeopleManage)) return Refusals.Forbidden(Permissions.AuditRead);
        await using var db = databases.CreateDbContext();
        var accounts = await db.Users.AsNoTracking().Where(account => account.Email != null).OrderBy(account => account.Email)
            .Select(account => new LookAlikeAccount(account.Id, account.Email ?? "", account.PersonId, account.Person == null ? "" : account.Person.Name, account.DisabledAt != null)).ToListAsync(stopping);
        var since = clock.GetUtcNow() - SignInTraces.KeptFor;
        var traces = (await db.Set<SignInTrace>().AsNoTracking().Where(trace => trace.LastAt > since).ToListAsync(stopping)).ToLookup(trace => (trace.Account, trace.Kind), trace => trace.Value);
        var known = accounts.ToDictionary(account => account.Email);
        var found = LookAlikes.Find(
            accounts.ConvertAll(account => new AccountTraces(account.Email, account.Person, account.Email, traces[(account.Account, TraceKind.Device)].ToHashSet(), traces[(account.Account, TraceKind.Address)].ToHashSet())),
            PersonLinks.Of(accounts.Select(account => (account.Email, account.Person)), []));
        return new Outcome<IReadOnlyList<LookAlikeRow>>.Done([.. found.Select(pair => new LookAlikeRow(known[pair.One.Account], known[pair.Other.Account], pair.Shared))]);
    }
}
