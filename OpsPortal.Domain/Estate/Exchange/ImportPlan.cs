using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Estate.Exchange;

/// <summary>What becomes of one thing.</summary>
public enum ImportKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>What an import does to one team or service.</summary>
/// <param name="What"><c>team</c> or <c>service</c>.</param>
/// <param name="Name">The name of the team, the key of the service.</param>
/// <param name="Facts">Field by field; of what is added every field that is not empty.</param>
public sealed record ImportChange(ImportKind Kind, string What, string Name, IReadOnlyList<FactChange> Facts);

/// <summary>What is there before an import.</summary>
/// <param name="Teams">All of them.</param>
/// <param name="Services">All of them.</param>
/// <param name="Person">The person a file names, null where there is none or the name fits several.</param>
/// <param name="NameOf">How a file names a person.</param>
public sealed record ImportGround(
    IReadOnlyCollection<Team> Teams, IReadOnlyCollection<ServiceDraft> Services, Func<string, PersonId?> Person, Func<PersonId, string> NameOf);

/// <summary>What an import would do, decided in full before anything is done.</summary>
public sealed class ImportPlan
{
    private readonly List<FileFault> _faults = [];
    private readonly List<ImportChange> _changes = [];
    private readonly ImportGround _ground;

    private ImportPlan(ImportGround ground) => _ground = ground;

    /// <summary>By line. With even one nothing is done.</summary>
    public IReadOnlyList<FileFault> Faults => _faults;

    /// <summary>Teams by name, then services by key.</summary>
    public IReadOnlyList<ImportChange> Changes => _changes;

    /// <summary>Teams and services of the file that are already what it says.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Every team of the file as it is to be; new ones have no id yet and are found by name.</summary>
    public IReadOnlyList<TeamDraft> Teams { get; private set; } = [];

    /// <summary>Every service of the file as it is to be, with the name of its team beside it, because that may be new.</summary>
    public IReadOnlyList<(ServiceDraft Draft, string? Team)> Services { get; private set; } = [];

    public IReadOnlyList<ServiceKey> Removed { get; private set; } = [];

    /// <param name="removeMissing">Whether services that the file does not name are deleted. Teams never are.</param>
    public static ImportPlan Of(CatalogueFile file, ImportGround ground, bool removeMissing)
    {
        var plan = new ImportPlan(ground);
        plan.PlanTeams(file);
        plan.PlanServices(file, removeMissing);
        plan._faults.Sort((a, b) => a.Line.CompareTo(b.Line));
        return plan;
    }

    private void PlanTeams(CatalogueFile file)
    {
        var known = _ground.Teams.ToDictionary(team => team.NameKey);
        Teams = [.. file.Teams.Select(team => new TeamDraft(team.Name, team.Mail, [.. team.Members.Select(Person).OfType<PersonId>()]))];
        foreach (var draft in Teams.OrderBy(team => team.Name, StringComparer.Ordinal))
        {
            var found = known.GetValueOrDefault(Team.KeyOf(draft.Name));
            Note("team", draft.Name, found is null,
                Different(("name", found?.Name ?? "", draft.Name), ("mail", found?.Mail ?? "", draft.Mail), ("members", Members(found?.Members.Select(member => member.Person)), Members(draft.Members))));
        }
    }

    private void PlanServices(CatalogueFile file, bool removeMissing)
    {
        var known = _ground.Services.ToDictionary(service => service.Key);
        var stated = file.Services.Select(service => service.Draft.Key).ToHashSet();
        Removed = removeMissing ? [.. known.Keys.Where(key => !stated.Contains(key)).Order()] : [];
        var teamNames = _ground.Teams.ToDictionary(team => team.NameKey, team => team.Name);
        foreach (var team in file.Teams) teamNames[Team.KeyOf(team.Name)] = team.Name;
        var teamOf = _ground.Teams.ToDictionary(team => team.Id, team => team.Name);

        var services = new List<(ServiceDraft Draft, string? Team)>();
        foreach (var entry in file.Services)
        {
            var team = entry.Team is { } named ? teamNames.GetValueOrDefault(Team.KeyOf(named.Name)) : null;
            if (entry.Team is { } missing && team is null) Fault(missing.Line, EstateRefusals.UnknownTeam(missing.Name));
            services.Add((entry.Draft with { Person = entry.Person is { } person ? Person(person) : null }, team));
        }

        Services = services;
        foreach (var (draft, team) in services.OrderBy(service => service.Draft.Key))
        {
            var found = known.GetValueOrDefault(draft.Key);

            // A team may be new and have no id yet, so owners are told apart by name here.
            var facts = ServiceDifference.Between(found is null ? null : found with { Team = null }, draft with { Team = null }, null, _ground.NameOf)
                .Concat(Different(("team", found?.Team is { } owner ? teamOf[owner] : "", team ?? ""))).ToList();
            Note("service", draft.Key.Value, found is null, facts);
        }

        foreach (var key in Removed) _changes.Add(new(ImportKind.Removed, "service", key.Value, ServiceDifference.Between(known[key], null, id => teamOf[id], _ground.NameOf)));
        if (known.Count - Removed.Count + services.Count(service => !known.ContainsKey(service.Draft.Key)) > ServiceDraft.MaxServices) Fault(1, EstateRefusals.TooManyServices());
        CheckDependencies(file, known, stated);
    }

    /// <summary>Every service needed exists afterwards, and nobody needs himself through others.</summary>
    private void CheckDependencies(CatalogueFile file, Dictionary<ServiceKey, ServiceDraft> known, HashSet<ServiceKey> stated)
    {
        var gone = Removed.ToHashSet();
        var lines = new Dictionary<(ServiceKey From, ServiceKey To), int>();
        foreach (var entry in file.Services)
        {
            for (var at = 0; at < entry.Draft.Dependencies.Count; at++)
            {
                var to = entry.Draft.Dependencies[at].To;
                lines[(entry.Draft.Key, to)] = entry.DependencyLines[at];
                if (!stated.Contains(to) && (!known.ContainsKey(to) || gone.Contains(to))) Fault(entry.DependencyLines[at], EstateRefusals.UnknownService(to));
            }
        }

        var kept = known.Values.Where(service => !stated.Contains(service.Key) && !gone.Contains(service.Key)).SelectMany(service => service.Dependencies.Select(dependency => (service.Key, dependency.To)));
        var graph = ServiceGraph.Build([], lines.Keys.Concat(kept));
        if (graph.Cycle is not { Count: > 0 } cycle) return;
        var line = cycle.Zip(cycle.Skip(1), (from, to) => lines.GetValueOrDefault((from, to))).Max();
        Fault(Math.Max(1, line), EstateRefusals.Cycle(cycle));
    }

    private PersonId? Person(Reference named)
    {
        if (_ground.Person(named.Name) is { } person) return person;
        Fault(named.Line, EstateRefusals.UnknownPerson(named.Name));
        return null;
    }

    private void Note(string what, string name, bool isNew, IReadOnlyList<FactChange> facts)
    {
        if (facts.Count == 0 && !isNew) Unchanged++;
        else _changes.Add(new(isNew ? ImportKind.Added : ImportKind.Changed, what, name, facts));
    }

    private string Members(IEnumerable<PersonId>? members) => members is null ? "" : string.Join(", ", members.Select(_ground.NameOf).Order(StringComparer.Ordinal).Distinct());

    private static List<FactChange> Different(params (string Name, string Before, string After)[] facts) =>
        [.. facts.Where(fact => fact.Before != fact.After).Select(fact => new FactChange(fact.Name, fact.Before, fact.After))];

    private void Fault(int line, Kernel.Refusal why) => _faults.Add(new(line, why.Code, why.Message));
}
