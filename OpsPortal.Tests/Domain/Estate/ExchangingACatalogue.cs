using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Exchange;

namespace OpsPortal.Tests.Domain.Estate;

public sealed class ExchangingACatalogue
{
    private static readonly PersonId Ada = PersonId.New(DateTimeOffset.UnixEpoch);
    private static readonly Team Owners = Team.From(new("a: team", "team@example.org", [Ada]), DateTimeOffset.UnixEpoch);

    private static readonly Gen<string> Names = Gen.Elements(
        "Checkout", "null", "~", "true", "0x1F", "12:30", "- a", "a: b", "a #b", "'", "\"", "*x", "&x", "!x", "%x", "@x", "`", "Zürich ☃", "😀", "{a}", "[a]", "a, b", "\\n", "|", ">", "no", "1e3", "=", "<<", "? x");

    private static readonly Gen<string> Texts = Gen.Elements("", "one line", "two\nlines", "  indented\n\n\ttab\n", "ends with blank ", "\n", "---\n...", "a\\b\"c'", new string('w', 300) + " " + new string('w', 300), "# not a comment");

    private static readonly Gen<ServiceDraft> Drafts =
        from number in Gen.Choose(0, 9)
        from name in Names
        from text in Texts
        from level in Gen.Elements(Enum.GetValues<Criticality>())
        from users in Gen.Choose(0, 1_000_000)
        from owned in Gen.Elements(true, false)
        from first in Names
        from second in Names
        let environments = new[] { first, second }.Distinct(StringComparer.OrdinalIgnoreCase).Select((part, at) => new ServiceEnvironment(part, (Tier)at)).ToArray()
        from component in Names
        from needs in Gen.Choose(0, 9).ListOf()
        select new ServiceDraft
        {
            Key = Key(number),
            Name = name,
            Description = text,
            Criticality = level,
            UsersAffected = users,
            Team = owned ? Owners.Id : null,
            Person = owned ? Ada : null,
            Environments = environments,
            Components = [new(component, ComponentKind.Cache)],
            PeakHours = level == Criticality.Low ? [] : [new((Weekdays)(1 + (number * 13)), new(users % 24, users % 60), new(number, 0), "Europe/Berlin"), new((Weekdays)127, default, default, "UTC")],
            Dependencies = [.. needs.Where(need => need > number).Distinct().Select(need => new Dependency(Key(need), (DependencyKind)(need % 4)))],
        };

    [Fact]
    public void What_is_exported_and_imported_again_changes_nothing() => Prop.ForAll(Arb.From(Drafts.ListOf()), Arb.From(Gen.Elements(Enum.GetValues<CatalogueFormat>())), (drafts, format) =>
    {
        // Each key once, and only dependencies on what is there.
        var services = drafts.DistinctBy(draft => draft.Key).ToList();
        var keys = services.Select(service => service.Key).ToHashSet();
        services = services.ConvertAll(service => service with { Dependencies = [.. service.Dependencies.Where(need => keys.Contains(need.To))] });
        var text = CatalogueText.Write(CatalogueFileWriter.Write([Owners], services, _ => "ada@example.org"), format);
        var plan = Plan(text, services, [Owners]);
        return (plan.Faults.Count == 0 && plan.Changes.Count == 0 && plan.Unchanged == services.Count + 1).Label($"{string.Join("; ", plan.Faults)} {string.Join("; ", plan.Changes)}\n{text}");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, "import.unknown-word", "services:\n- key: a\n  name: A\n  dependencies:\n  - { service: b, kind: likes }\n- key: b\n  name: B")]
    [InlineData(5, "service.invalid-unknown-service", "services:\n- key: a\n  name: A\n  dependencies:\n  - { service: nowhere, kind: calls }")]
    [InlineData(4, "service.invalid-unknown-team", "services:\n- key: a\n  name: A\n  owner: { team: Nobody }")]
    [InlineData(5, "service.invalid-unknown-person", "services:\n- key: a\n  name: A\n  owner:\n    person: nobody@example.org")]
    [InlineData(4, "import.unknown-word", "services:\n- key: a\n  name: A\n  environments: [prd]")]
    [InlineData(5, "import.unknown-word", "services:\n- key: a\n  name: A\n  environments:\n  - { name: prod-eu, tier: prd }")]
    [InlineData(4, "import.unknown-word", "services:\n- key: a\n  name: A\n  components: [ { name: x, kind: thing } ]")]
    [InlineData(7, "service.invalid-cycle", "services:\n- key: a\n  name: A\n  dependencies: [ b ]\n- key: b\n  name: B\n  dependencies: [ a ]")]
    [InlineData(4, "service.invalid-dependency", "services:\n- key: a\n  name: A\n  dependencies: [ a ]")]
    [InlineData(4, "import.repeat", "services:\n- key: a\n  name: A\n- key: a\n  name: B")]
    [InlineData(4, "import.repeat", "services:\n- key: a\n  name: A\n  name: B")]
    [InlineData(3, "import.unknown-field", "services:\n- key: a\n  nam: A\n  name: A")]
    [InlineData(4, "import.wrong-type", "services:\n- key: a\n  name: A\n  usersAffected: many")]
    [InlineData(3, "import.wrong-type", "services:\n- key: a\n  name: [A]")]
    [InlineData(1, "import.wrong-type", "services: 7")]
    [InlineData(1, "import.wrong-type", "- a")]
    [InlineData(2, "service.invalid-key", "services:\n- key: Big Key\n  name: A")]
    [InlineData(2, "service.invalid-missing", "services:\n- key: a")]
    [InlineData(3, "import.alias", "services:\n- key: a\n  name: &x A")]
    [InlineData(1, "import.tag", "services: !!python/object:os.system []")]
    [InlineData(2, "import.several-documents", "services: []\n---\nservices: []")]
    [InlineData(2, "import.unreadable", "services:\n- key: 'a\n")]
    [InlineData(1, "import.empty", "")]
    [InlineData(3, "import.repeat", "{ \"services\": [\n { \"key\": \"a\",\n   \"key\": \"b\" } ] }")]
    [InlineData(2, "import.wrong-type", "{ \"services\": [\n { \"key\": \"a\", \"name\": 7 } ] }")]
    [InlineData(2, "import.unreadable", "{ \"services\": [\n { \"key\": a } ] }")]
    [InlineData(4, "service.invalid-cycle", "{ \"services\": [\n { \"key\": \"a\", \"name\": \"A\", \"dependencies\": [\"b\"] },\n { \"key\": \"b\", \"name\": \"B\",\n   \"dependencies\": [\"a\"] } ] }")]
    public void A_fault_is_told_with_its_line(int line, string code, string text)
    {
        var plan = Plan(text, [], []);
        Assert.Equal((line, code), (plan.Faults[0].Line, plan.Faults[0].Code));
    }

    [Theory]
    [InlineData("import.alias")]
    [InlineData("import.too-deep")]
    [InlineData("import.too-deep", true)]
    [InlineData("import.too-large")]
    public void Files_made_to_do_harm_are_refused_at_once(string code, bool json = false)
    {
        var text = (code, json) switch
        {
            ("import.alias", _) => "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nservices: [*c,*c,*c]",
            ("import.too-deep", false) => "services: " + new string('[', 200_000),
            ("import.too-deep", true) => "{\"services\":" + string.Concat(Enumerable.Repeat("[", 20)) + "]",
            _ => new string(' ', 9_000_000),
        };
        var watch = Stopwatch.StartNew();
        Assert.Equal(code, Plan(text, [], []).Faults[0].Code);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
    }

    [Fact]
    public void A_circle_that_closes_through_what_is_there_already_is_refused()
    {
        ServiceDraft[] known = [new() { Key = new("a"), Name = "A", Dependencies = [new(new("b"), DependencyKind.Calls)] }, new() { Key = new("b"), Name = "B" }];
        var fault = Plan("services:\n- key: b\n  name: B\n  dependencies:\n  - a", known, []).Faults.Single();
        Assert.Equal(5, fault.Line);
        Assert.Contains("a → b → a", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_named_stays_unless_removal_is_asked_for()
    {
        ServiceDraft[] known = [new() { Key = new("a"), Name = "A", UsersAffected = 3 }, new() { Key = new("b"), Name = "B" }];
        const string Text = "services:\n- key: b\n  name: Bee\n- key: c\n  name: C";
        Assert.Equal(["Changed b", "Added c"], Said(Plan(Text, known, [])));
        Assert.Equal(["Changed b", "Added c", "Removed a"], Said(Plan(Text, known, [], removeMissing: true)));
        Assert.Equal([new FactChange("name", "B", "Bee")], Plan(Text, known, []).Changes[0].Facts);

        static IEnumerable<string> Said(ImportPlan plan) => plan.Changes.Select(change => $"{change.Kind} {change.Name}");
    }

    [Fact]
    public void Five_thousand_services_are_planned_in_seconds()
    {
        var drafts = Enumerable.Range(0, 5000).Select(i => new ServiceDraft
        {
            Key = Key(i),
            Name = $"Service {i}",
            Dependencies = [.. Enumerable.Range(1, 4).Where(step => i + step < 5000).Select(step => new Dependency(Key(i + step), DependencyKind.Calls))],
        }).ToList();
        var text = CatalogueText.Write(CatalogueFileWriter.Write([], drafts, _ => ""), CatalogueFormat.Yaml);
        var watch = Stopwatch.StartNew();
        Assert.Equal(5000, Plan(text, drafts, []).Unchanged);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
    }

    private static ServiceKey Key(int number) => new(FormattableString.Invariant($"s{number:0000}"));

    private static ImportPlan Plan(string text, IReadOnlyCollection<ServiceDraft> services, IReadOnlyCollection<Team> teams, bool removeMissing = false)
    {
        var (root, unreadable) = CatalogueText.Parse(Encoding.UTF8.GetBytes(text));
        if (root is null) return Faulty(unreadable!);
        var (file, faults) = CatalogueFileReader.Read(root);
        return faults.Count > 0 ? Faulty(faults.MinBy(fault => fault.Line)!) : ImportPlan.Of(file, new(teams, services, name => name == "ada@example.org" ? Ada : null, _ => "ada@example.org"), removeMissing);
    }

    /// <summary>A plan that carries this fault, so that every refusal is looked at in the same way.</summary>
    private static ImportPlan Faulty(FileFault fault)
    {
        var plan = ImportPlan.Of(new([], []), new([], [], _ => null, _ => ""), false);
        ((List<FileFault>)plan.Faults).Add(fault);
        return plan;
    }
}
