using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Sources.Mapping;

namespace OpsPortal.Tests.Domain.Detect.Sources;

public sealed class MappingJson
{
    private static readonly JsonMapping Sound = JsonMapping.Beginning with { Labels = [new("host", "{host}")] };

    [Theory]
    [InlineData("a", "1")]
    [InlineData("b.c[1].d", "deep")]
    [InlineData("$.a", "1")]
    [InlineData("['odd name']", "odd")]
    [InlineData("b['c'][0]", "\"x\"")]
    [InlineData("b.c[9]", "")]
    [InlineData("a.b", "")]
    [InlineData("nothing", "")]
    public void A_path_leads_to_a_value_or_to_nothing(string path, string expected)
    {
        using var json = JsonDocument.Parse("""{"a":1,"b":{"c":["x",{"d":"deep"}]},"odd name":"odd"}""");
        var template = MappingTemplate.Parse($"{{{path}}}", out var wrong);
        Assert.Equal("", wrong);
        Assert.Equal(expected.Trim('"'), template!.Fill(json.RootElement, json.RootElement));
    }

    [Theory]
    [InlineData("{a}-{b|none}", "1-none")]
    [InlineData("{{a}}", "{a}")]
    [InlineData("plain", "plain")]
    [InlineData("{o}", "{\"x\":[1]}")]
    [InlineData("{n|empty}", "empty")]
    public void A_template_is_filled(string text, string expected)
    {
        using var json = JsonDocument.Parse("""{"a":1,"o":{"x":[1]},"n":null}""");
        Assert.Equal(expected, MappingTemplate.Parse(text, out _)!.Fill(json.RootElement, json.RootElement));
    }

    [Theory]
    [InlineData("{a", "not closed")]
    [InlineData("a}", "without '{'")]
    [InlineData("{a..b}", "A name is missing")]
    [InlineData("{a[x]}", "neither a number nor a name in quotes")]
    [InlineData("{a[}", "not closed")]
    public void What_is_wrong_with_a_template_is_said(string text, string why)
    {
        Assert.Null(MappingTemplate.Parse(text, out var wrong));
        Assert.Contains(why, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_name_their_field()
    {
        var (ready, errors) = new JsonMapping
        {
            Items = "a[",
            Labels = [new("1st", "{x}"), new("ok", "{"), new("severity", "x")],
            Status = "{s}",
            Firing = "open",
            Resolved = "Open",
        }.Prepare();
        Assert.Null(ready);
        Assert.Equal(["items", "labels[0].name", "labels[1].template", "labels[2].name", "resolved"], errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_item_of_the_array_is_told_apart_and_one_that_fails_leaves_the_others()
    {
        var mapping = Sound with { Items = "alerts", Status = "{state}", StartsAt = "{at}", Labels = [new("host", "{name}"), new("site", "{$.site}")] };
        var items = Run(mapping, """{"site":"ber","alerts":[{"name":"a","state":"OPEN","at":1772366400},{"name":"b","state":"closed","at":"2026-03-01T13:00:00+01:00"},{"name":"c","state":"maybe"},{"state":"open","at":"never"},5]}""");
        Assert.Equal([true, false, null, true, null], items.Select(item => item.Firing));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), items[0].StartsAt);
        Assert.Equal(items[0].StartsAt, items[1].StartsAt);
        Assert.Equal(["status", "startsAt", "status"], items.SelectMany(item => item.Errors).Select(error => error.Field));
        Assert.All(items, item => Assert.Contains(item.Labels, label => label is { Name: "site", Value: "ber" }));
    }

    [Fact]
    public void Without_a_status_everything_is_a_record()
    {
        var item = Assert.Single(Run(Sound with { Status = "", Text = "{m}" }, """{"host":"h","m":"it happened"}"""));
        Assert.Equal((null, "it happened"), (item.Firing, item.Text));
    }

    [Fact]
    public void The_work_is_bounded_whatever_the_body()
    {
        Assert.Equal("items", Assert.Single(Assert.Single(Run(Sound, $"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]")).Errors).Field);
        var huge = new string('x', 500_000);
        var many = Sound with { Items = "i", Labels = [.. Enumerable.Range(0, 64).Select(i => new MappedField($"l{i}", "{$.big}{$.big}"))] };
        var items = Run(many, $$"""{"big":"{{huge}}","i":[{{string.Join(',', Enumerable.Repeat("1", 1000))}}]}""");
        Assert.InRange(items.Count, 1, 1001);
        Assert.All(items[0].Labels, label => Assert.InRange(label.Value.Length, 1, MappingTemplate.MaxResult));
    }

    [Fact]
    public void Any_text_is_a_template_or_refused_with_a_reason() => Prop.ForAll(Texts(), text =>
    {
        var template = MappingTemplate.Parse(text, out var wrong);
        using var json = JsonDocument.Parse("""{"a":[1,{"b":"c"}]}""");
        return template is null ? wrong.Length > 0 : template.Fill(json.RootElement, json.RootElement) is not null;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static IReadOnlyList<MappedItem> Run(JsonMapping mapping, string body)
    {
        var (ready, errors) = mapping.Prepare();
        Assert.Empty(errors);
        using var json = JsonDocument.Parse(body);
        return ready!.Run(json.RootElement);
    }

    private static Arbitrary<string> Texts() =>
        Gen.Elements("{", "}", "a", ".", "[", "]", "0", "'", "\"", "|", "$", " ", "b", "{{", "[1]", "['").ListOf().Select(string.Concat).ToArbitrary();
}
