using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Estate.Mapping;

/// <summary>Finds the service of a signal from its labels. Compiled once, immutable, asked for every signal.</summary>
/// <remarks>The first rule that leads to a service of the catalogue decides; one that leads nowhere is passed over.</remarks>
public sealed class ServiceMapping
{
    /// <summary>A longer value of a label names no service.</summary>
    private const int MaxValueLength = 512;

    private readonly Compiled[] _rules;
    private readonly FrozenDictionary<string, ServiceKey> _keys;
    private readonly FrozenDictionary<string, ServiceKey> _components;

    private ServiceMapping(Compiled[] rules, FrozenDictionary<string, ServiceKey> keys, FrozenDictionary<string, ServiceKey> components) =>
        (_rules, _keys, _components) = (rules, keys, components);

    /// <summary>Finds nothing.</summary>
    public static ServiceMapping None { get; } = Compile([], CatalogueSnapshot.Empty);

    /// <summary>Rules that do not pass <see cref="MappingRule.Check"/> find nothing.</summary>
    public static ServiceMapping Compile(IReadOnlyList<MappingRule> rules, CatalogueSnapshot catalogue)
    {
        var components = new Dictionary<string, ServiceKey?>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in catalogue.Services)
        {
            // A name that two services share says nothing of either.
            foreach (var component in service.Facts.Components)
                components[component.Name] = components.TryGetValue(component.Name, out var other) && other != service.Key ? null : service.Key;
        }

        return new(
            [.. rules.Select(rule => new Compiled(rule, rule is { Kind: MappingKind.Matches } && MappingRule.Compile(rule.Pattern) is Outcome<Regex>.Done(var regex) ? regex : null))],
            catalogue.Services.ToFrozenDictionary(service => service.Key.Value, service => service.Key, StringComparer.OrdinalIgnoreCase),
            components.Where(component => component.Value is not null).ToFrozenDictionary(component => component.Key, component => component.Value.GetValueOrDefault(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The service these labels belong to; null where no rule leads to one.</summary>
    public ServiceKey? Find(LabelSet labels) => Find(labels, out _);

    /// <param name="rule">The place, from 0, of the rule that decided; -1 where none did.</param>
    public ServiceKey? Find(LabelSet labels, out int rule)
    {
        for (rule = 0; rule < _rules.Length; rule++)
        {
            var value = labels[_rules[rule].Rule.Label];
            if (value.Length is > 0 and <= MaxValueLength && Lead(_rules[rule], value) is { } key) return key;
        }

        rule = -1;
        return null;
    }

    private ServiceKey? Lead(Compiled compiled, string value)
    {
        var ((_, kind, pattern, target), regex) = compiled;
        return kind switch
        {
            MappingKind.IsKey => Known(_keys, value),
            MappingKind.IsComponent => Known(_components, value),
            MappingKind.IsExactly => value == pattern ? Known(_keys, target) : null,
            _ => regex?.Match(value) is { Success: true } match ? Known(_keys, match.Result(target)) : null,
        };
    }

    private static ServiceKey? Known(FrozenDictionary<string, ServiceKey> known, string name) => known.TryGetValue(name, out var key) ? key : null;

    private readonly record struct Compiled(MappingRule Rule, Regex? Regex);
}
