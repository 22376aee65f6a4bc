using System.Globalization;

namespace OpsPortal.Domain.Estate.Exchange;

/// <summary>Puts a catalogue into the values of a file. Read back, they change nothing.</summary>
public static class CatalogueFileWriter
{
    /// <param name="teams">In any order; written by name.</param>
    /// <param name="person">How a file names a person.</param>
    public static SourceNode Write(IEnumerable<Team> teams, IEnumerable<ServiceDraft> services, Func<People.PersonId, string> person)
    {
        var all = teams.OrderBy(team => team.Name, StringComparer.Ordinal).ToList();
        var names = all.ToDictionary(team => team.Id, team => team.Name);
        return Fields(
            ("teams", List(all.Select(team => Fields(
                ("name", Text(team.Name)),
                ("mail", team.Mail.Length > 0 ? Text(team.Mail) : null),
                ("members", Some(team.Members.Select(member => person(member.Person)).Order(StringComparer.Ordinal).Select(Text))))))),
            ("services", List(services.OrderBy(service => service.Key).Select(service => Service(service, id => names[id], person)))));
    }

    /// <summary>One service as it stands in a file.</summary>
    public static SourceNode Service(ServiceDraft service, Func<TeamId, string> team, Func<People.PersonId, string> person) => Fields(
        ("key", Text(service.Key.Value)),
        ("name", Text(service.Name)),
        ("description", service.Description.Length > 0 ? Text(service.Description) : null),
        ("owner", service.Team is null && service.Person is null ? null : Fields(
            ("team", service.Team is { } owner ? Text(team(owner)) : null), ("person", service.Person is { } who ? Text(person(who)) : null))),
        ("criticality", Text(EstateWords.Of(service.Criticality))),
        ("usersAffected", new SourceNode.Scalar(0, service.UsersAffected.ToString(CultureInfo.InvariantCulture), ScalarKind.Number)),
        ("environments", Some(service.Environments.Select(e => Fields(("name", Text(e.Name)), ("tier", Text(EstateWords.Of(e.Tier))))))),
        ("components", Some(service.Components.Select(c => Fields(("name", Text(c.Name)), ("kind", Text(EstateWords.Of(c.Kind))))))),
        ("peakHours", Some(service.PeakHours.Select(hours => Text(hours.ToString())))),
        ("dependencies", Some(service.Dependencies.Select(d => Fields(("service", Text(d.To.Value)), ("kind", Text(EstateWords.Of(d.Kind))))))));

    private static SourceNode.Scalar Text(string text) => new(0, text, ScalarKind.Text);

    private static SourceNode.Items List(IEnumerable<SourceNode> values) => new(0, [.. values]);

    /// <summary>A list, or nothing where it would be empty.</summary>
    private static SourceNode.Items? Some(IEnumerable<SourceNode> values) => List(values) is { Values.Count: > 0 } list ? list : null;

    private static SourceNode.Fields Fields(params (string Name, SourceNode? Value)[] fields) =>
        new(0, [.. fields.Where(field => field.Value is not null).Select(field => new SourceNode.Field(0, field.Name, field.Value ?? Text("")))]);
}
