using System.Globalization;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Estate.Pages.One;

/// <summary>A name and a word beside it, as typed.</summary>
public sealed class PartInput<T>
    where T : struct, Enum
{
    public string Name { get; set; } = "";

    public T Word { get; set; }
}

/// <summary>A service as it stands in the form, finished or not.</summary>
public sealed class ServiceInput
{
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
    public string Description { get; set; } = "";

    /// <summary>The id of the team; empty: none.</summary>
    public string Team { get; set; } = "";

    /// <summary>The id of the person; empty: none.</summary>
    public string Person { get; set; } = "";

    /// <summary>One in each line.</summary>
    public string PeakHours { get; set; } = "";

    public Criticality Criticality { get; set; } = Criticality.Medium;
    public string UsersAffected { get; set; } = "0";
    public List<PartInput<Tier>> Environments { get; } = [];
    public List<PartInput<ComponentKind>> Components { get; } = [];
    public List<PartInput<DependencyKind>> Dependencies { get; } = [];

    public static ServiceInput Of(ServiceDraft draft)
    {
        var input = new ServiceInput
        {
            Key = draft.Key.Value,
            Name = draft.Name,
            Description = draft.Description,
            Team = draft.Team?.ToString() ?? "",
            Person = draft.Person?.ToString() ?? "",
            Criticality = draft.Criticality,
            PeakHours = string.Join('\n', draft.PeakHours),
            UsersAffected = draft.UsersAffected.ToString(CultureInfo.InvariantCulture),
        };
        input.Environments.AddRange(draft.Environments.Select(e => new PartInput<Tier> { Name = e.Name, Word = e.Tier }));
        input.Components.AddRange(draft.Components.Select(c => new PartInput<ComponentKind> { Name = c.Name, Word = c.Kind }));
        input.Dependencies.AddRange(draft.Dependencies.Select(d => new PartInput<DependencyKind> { Name = d.To.Value, Word = d.Kind }));
        return input;
    }

    public ServiceDraft ToDraft() => new()
    {
        Key = new(Key.Trim()),
        Name = Name.Trim(),
        Description = Description.ReplaceLineEndings("\n").Trim(),
        Team = Guid.TryParse(Team, out var team) ? new TeamId(team) : null,
        Person = Guid.TryParse(Person, out var person) ? new PersonId(person) : null,
        Criticality = Criticality,
        UsersAffected = int.TryParse(UsersAffected, NumberStyles.None, CultureInfo.InvariantCulture, out var users) ? users : -1,
        Environments = [.. Environments.Select(e => new ServiceEnvironment(e.Name.Trim(), e.Word))],
        Components = [.. Components.Select(c => new ServiceComponent(c.Name.Trim(), c.Word))],
        PeakHours = [.. PeakHours.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Domain.Estate.PeakHours.Read(line) is Domain.Kernel.Outcome<PeakHours>.Done(var hours) ? hours : Domain.Estate.PeakHours.Unreadable(line))],
        Dependencies = [.. Dependencies.Select(d => new Dependency(new(d.Name.Trim()), d.Word))],
    };

    /// <summary>Everything wrong with it, also against the rest of the catalogue; what saving would refuse.</summary>
    public IReadOnlyList<DraftFault> Check(CatalogueSnapshot catalogue, bool isNew)
    {
        var draft = ToDraft();
        var faults = draft.Check().ToList();
        if (isNew && catalogue.Find(draft.Key) is not null) faults.Add(new("key", -1, EstateRefusals.Exists(draft.Key)));
        for (var at = 0; at < draft.Dependencies.Count; at++)
        {
            var to = draft.Dependencies[at].To;
            if (faults.Exists(fault => fault.Field == "dependencies" && fault.Index == at)) continue;
            if (catalogue.Find(to) is null) faults.Add(new("dependencies", at, EstateRefusals.UnknownService(to)));
            else if (catalogue.Graph.CycleWith(draft.Key, to) is { Count: > 0 } cycle) faults.Add(new("dependencies", at, EstateRefusals.Cycle(cycle)));
        }

        return faults;
    }
}
