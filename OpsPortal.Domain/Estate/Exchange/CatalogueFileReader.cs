namespace OpsPortal.Domain.Estate.Exchange;

/// <summary>Makes teams and services of the values of a file, and notes every fault with its line.</summary>
public static class CatalogueFileReader
{
    public static (CatalogueFile File, IReadOnlyList<FileFault> Faults) Read(SourceNode root)
    {
        var faults = new List<FileFault>();
        var top = new FieldReader(root, "a catalogue", ["teams", "services"], faults);
        var teams = top.List("teams").Select(node => Team(node, faults)).ToList();
        var services = top.List("services").Select(node => Service(node, faults)).ToList();
        Repeats(teams.Select(team => (team.Line, Key: Domain.Estate.Team.KeyOf(team.Name))), "team", faults);
        Repeats(services.Select(service => (service.Line, Key: service.Draft.Key.ToString())), "service", faults);
        return (new(teams, services), faults);
    }

    /// <summary>One service by itself, as the API takes it.</summary>
    public static (ServiceEntry Service, IReadOnlyList<FileFault> Faults) ReadService(SourceNode node)
    {
        var faults = new List<FileFault>();
        return (Service(node, faults), faults);
    }

    private static TeamEntry Team(SourceNode node, List<FileFault> faults)
    {
        var fields = new FieldReader(node, "a team", ["name", "mail", "members"], faults);
        var members = new List<Reference>();
        foreach (var member in fields.List("members"))
        {
            if (member is SourceNode.Scalar { Kind: ScalarKind.Open or ScalarKind.Text, Text: { Length: > 0 } name }) members.Add(new(name, member.Line));
            else faults.Add(new(member.Line, "import.wrong-type", "A member is named by the e-mail of an account."));
        }

        var entry = new TeamEntry(fields.Line, fields.Text("name"), fields.Text("mail"), members);
        if (node is SourceNode.Fields)
            faults.AddRange(new TeamDraft(entry.Name, entry.Mail, []).Check().Select(fault => new FileFault(fields.LineOf(fault.Field), fault.Why.Code, fault.Why.Message)));
        return entry;
    }

    private static ServiceEntry Service(SourceNode node, List<FileFault> faults)
    {
        var fields = new FieldReader(node, "a service", ["key", "name", "description", "owner", "criticality", "usersAffected", "environments", "components", "peakHours", "dependencies"], faults);
        var owner = fields.Find("owner") is { } given and not SourceNode.Scalar { Text: null } ? new FieldReader(given, "an owner", ["team", "person"], faults) : null;
        var (environments, components, dependencies) = (fields.List("environments"), fields.List("components"), fields.List("dependencies"));
        var draft = new ServiceDraft
        {
            Key = new(fields.Text("key")),
            Name = fields.Text("name"),
            Description = fields.Text("description").ReplaceLineEndings("\n"),
            Criticality = fields.Word("criticality", "criticality", Criticality.Medium),
            UsersAffected = fields.Number("usersAffected"),
            Environments = [.. environments.Select(environment => Environment(environment, faults))],
            Components = [.. components.Select(component => Component(component, faults))],
            PeakHours = [.. fields.List("peakHours").Select(Hours)],
            Dependencies = [.. dependencies.Select(dependency => Dependency(dependency, faults))],
        };
        if (node is SourceNode.Fields && faults.Count < FileFault.Most)
        {
            var known = faults.Select(fault => fault.Line).ToHashSet();
            foreach (var fault in draft.Check())
            {
                var line = fault.Index < 0 ? fields.LineOf(fault.Field) : fields.List(fault.Field)[fault.Index].Line;

                // Where a value could not even be read, that has been said already.
                if (!known.Contains(line)) faults.Add(new(line, fault.Why.Code, fault.Why.Message));
            }
        }

        return new(fields.Line, draft, owner?.Reference("team"), owner?.Reference("person"), [.. dependencies.Select(dependency => dependency.Line)]);
    }

    /// <summary>Name and tier, or the tier alone, which is then its name too.</summary>
    private static ServiceEnvironment Environment(SourceNode node, List<FileFault> faults)
    {
        if (node is SourceNode.Scalar { Text: { Length: > 0 } name, Kind: ScalarKind.Open or ScalarKind.Text })
        {
            if (EstateWords.Read<Tier>(name) is { } same) return new(name, same);
            faults.Add(new(node.Line, "import.unknown-word", $"There is no environment {EstateRefusals.Short(name)}; give it a name and a tier, one of {string.Join(", ", EstateWords.All<Tier>())}."));
            return new(name, Tier.Production);
        }

        var fields = new FieldReader(node, "an environment", ["name", "tier"], faults);
        var named = fields.Text("name");
        if (fields.Find("tier") is null && node is SourceNode.Fields) return EstateWords.Read<Tier>(named) is { } tier ? new(named, tier) : Untold(named);
        return new(named, fields.Word("tier", "tier of environments", Tier.Production));

        ServiceEnvironment Untold(string environment)
        {
            faults.Add(new(node.Line, "import.missing", $"Give the tier of the environment {EstateRefusals.Short(environment)}: one of {string.Join(", ", EstateWords.All<Tier>())}."));
            return new(environment, Tier.Production);
        }
    }

    private static ServiceComponent Component(SourceNode node, List<FileFault> faults)
    {
        if (node is SourceNode.Scalar { Text: { Length: > 0 } name, Kind: ScalarKind.Open or ScalarKind.Text }) return new(name, ComponentKind.Application);
        var fields = new FieldReader(node, "a component", ["name", "kind"], faults);
        return new(fields.Text("name"), fields.Word("kind", "kind of component", ComponentKind.Application));
    }

    /// <summary>What cannot be read is refused with the draft, at its line.</summary>
    private static PeakHours Hours(SourceNode node)
    {
        var text = (node as SourceNode.Scalar)?.Text ?? "";
        return PeakHours.Read(text) is Kernel.Outcome<PeakHours>.Done(var hours) ? hours : PeakHours.Unreadable(text);
    }

    private static Dependency Dependency(SourceNode node, List<FileFault> faults)
    {
        if (node is SourceNode.Scalar { Text: { Length: > 0 } name, Kind: ScalarKind.Open or ScalarKind.Text }) return new(new(name), DependencyKind.Calls);
        var fields = new FieldReader(node, "a dependency", ["service", "kind"], faults);
        return new(new(fields.Text("service")), fields.Word("kind", "kind of dependency", DependencyKind.Calls));
    }

    private static void Repeats(IEnumerable<(int Line, string Key)> entries, string what, List<FileFault> faults)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, key) in entries)
        {
            if (key.Length > 0 && !seen.TryAdd(key, line)) faults.Add(new(line, "import.repeat", FormattableString.Invariant($"The {what} {EstateRefusals.Short(key)} stands already on line {seen[key]}.")));
        }
    }
}
