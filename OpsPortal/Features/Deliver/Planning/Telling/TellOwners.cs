using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Telling;

/// <summary>Tells those who own what needs the changed services, or is needed by them, that approval is asked for: one mail to each, whatever they own.</summary>
internal sealed class TellOwners(Catalogue catalogue, BulletinMessages messages, InformLinks links)
{
    /// <summary>Most mails about one change.</summary>
    public const int Most = 500;

    /// <summary>Most services named in one mail.</summary>
    private const int MostLines = 20;

    /// <summary>Puts the mails into the outbox, in the transaction of whoever asks for approval. Returns the addresses, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(OpsDb db, Change change, DateTimeOffset now, CancellationToken stopping)
    {
        var radius = Radius.Of(catalogue.Current, change.Plan.Components.Select(component => component.Service));
        List<(CatalogueEntry Service, string Mark)> concerned = [.. radius.Dependants.Select(dependant => (dependant.Service, "needs it")), .. radius.Needed.Select(service => (service, "is needed"))];
        var addresses = await AddressesAsync(db, concerned.Select(one => one.Service), stopping);
        var letters = concerned.SelectMany(one => Owners(one.Service, addresses).Select(address => (Address: address, one.Service, one.Mark)))
            .GroupBy(one => one.Address, StringComparer.OrdinalIgnoreCase).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase).Take(Most).ToList();
        foreach (var letter in letters) db.Add(messages.Of(Bulletin(change, [.. letter.Select(one => (one.Service, one.Mark))]), new(DestinationKind.Mail, letter.Key, null), change.Number.ToString(), now));
        return [.. letters.Select(letter => letter.Key)];
    }

    private Bulletin Bulletin(Change change, IReadOnlyList<(CatalogueEntry Service, string Mark)> owned)
    {
        var plan = change.Plan;
        var services = string.Join(", ", plan.Components.Select(component => component.Service).Distinct().Order());
        List<string> paragraphs = [$"{change.RequestedBy.Name} asks for approval to change {services}{(plan.Environment.Length > 0 ? $" in {plan.Environment}" : "")}{(plan.Window is { } window ? $", {ClashWindow(window.Start, window.End)}" : "")}."];
        if (plan.Impact.Length > 0) paragraphs.Add($"What users notice: {plan.Impact}");
        paragraphs.Add(owned.Count <= MostLines ? "It concerns what you own:" : $"It concerns {owned.Count} services that you own, among them:");
        return new("change.owners-told", $"{change.Number} {plan.Title}: approval is asked for", paragraphs, new JsonObject { ["change"] = change.Number.ToString() })
        {
            Lines = [.. owned.Take(MostLines).Select(one => new BulletinLine(one.Mark, one.Service.Facts.Name, links.To($"/services/{one.Service.Key}")))],
            Link = links.To($"/changes/{change.Number}"),
            LinkText = $"Open {change.Number}",
            Footer = "You are told because you own a service that needs what is changed, or that it needs.",
        };
    }

    private static string ClashWindow(DateTimeOffset start, DateTimeOffset end) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"from {start.UtcDateTime:ddd d MMM yyyy HH:mm} to {end.UtcDateTime:ddd d MMM yyyy HH:mm} UTC");

    private static IEnumerable<string> Owners(CatalogueEntry service, OwnerAddresses addresses)
    {
        if (service.Facts.Person is { } person && addresses.Persons.TryGetValue(person, out var mail)) yield return mail;
        if (service.Facts.Team is not { } team || !addresses.Teams.TryGetValue(team, out var its)) yield break;
        foreach (var address in its) yield return address;
    }

    /// <summary>A team is reached at its own address, or else at those of its members.</summary>
    private static async Task<OwnerAddresses> AddressesAsync(OpsDb db, IEnumerable<CatalogueEntry> services, CancellationToken stopping)
    {
        var owned = services.ToList();
        var wanted = owned.Select(service => service.Facts.Team).OfType<TeamId>().Distinct().ToArray();
        var teams = await db.Teams.AsNoTracking().Include(team => team.Members).Where(team => EF.Parameter(wanted).Contains(team.Id)).ToListAsync(stopping);
        PersonId[] persons = [.. owned.Select(service => service.Facts.Person).OfType<PersonId>().Concat(teams.SelectMany(team => team.Members.Select(member => member.Person))).Distinct()];
        var mails = (await db.Users.AsNoTracking().Where(account => EF.Parameter(persons).Contains(account.PersonId) && account.DisabledAt == null && account.Email != null).OrderBy(account => account.Email).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping))
            .DistinctBy(account => account.PersonId).Where(account => Plain(account.Email!) is not null).ToDictionary(account => account.PersonId, account => account.Email!);
        return new(mails, teams.ToDictionary(team => team.Id, team => Plain(team.Mail) is { } mail ? (IReadOnlyList<string>)[mail] : [.. team.Members.Select(member => mails.GetValueOrDefault(member.Person)).OfType<string>()]));
    }

    private static string? Plain(string text) => EmailAddress.Read(text) is Outcome<EmailAddress>.Done(var address) ? address.Value : null;

    private sealed record OwnerAddresses(IReadOnlyDictionary<PersonId, string> Persons, IReadOnlyDictionary<TeamId, IReadOnlyList<string>> Teams);
}
