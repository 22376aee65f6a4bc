using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Evidence;

/// <summary>Reads who is who among those that evidence names, so that two accounts of one person show as one.</summary>
internal static class EvidencePersons
{
    public static async Task<IReadOnlyList<EvidencePerson>> ReadAsync(OpsDb db, EvidenceFacts facts, CancellationToken stopping)
    {
        var parties = Parties(facts).ToList();
        HashSet<PersonId> persons = [.. parties.SelectMany(party => new[] { party.Person, party.Owner }).OfType<PersonId>(), .. Others(facts)];
        List<string> mails = [.. parties.Where(party => party.Person is null && party.Account.Contains('@', StringComparison.Ordinal)).Select(party => party.Account.Trim().ToUpperInvariant()).Distinct()];
        persons.UnionWith(await db.Users.AsNoTracking().Where(account => mails.Contains(account.NormalizedEmail ?? "")).Select(account => account.PersonId).ToListAsync(stopping));
        var accounts = await db.Users.AsNoTracking().Where(account => persons.Contains(account.PersonId)).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping);
        var names = await db.Persons.AsNoTracking().Where(person => persons.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return [.. names.Select(person => new EvidencePerson(person.Id, person.Name, [.. accounts.Where(account => account.PersonId == person.Id).Select(account => account.Email ?? "").Order(StringComparer.Ordinal)], []))];
    }

    private static IEnumerable<Party> Parties(EvidenceFacts facts) =>
    [
        facts.Change.RequestedBy, .. facts.Change.Participants.Select(participant => participant.Party), .. facts.Revisions.Select(revision => revision.By),
        .. facts.Rounds.Select(round => round.RequestedBy), .. facts.Rounds.SelectMany(round => round.Decisions).Select(decision => decision.By), .. facts.FreezeOverrides.Select(given => given.By),
        .. facts.BreakGlass.SelectMany(one => new[] { one.DeclaredBy, one.ConfirmedBy, one.UsedBy, one.ReviewedBy }).OfType<Party>(),
    ];

    private static IEnumerable<PersonId> Others(EvidenceFacts facts) =>
    [
        .. facts.Rounds.SelectMany(round => round.Asked).Select(asked => asked.Person), .. facts.Rounds.SelectMany(round => round.Decisions).Select(decision => decision.Principal).OfType<PersonId>(),
        .. facts.BreakGlass.SelectMany(one => one.PassedOver), .. facts.Delegations.SelectMany(delegation => new[] { delegation.Principal, delegation.Delegate }),
        .. facts.Revisions.Select(revision => revision.Plan.Executor.Person).OfType<PersonId>(),
    ];
}
