using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain;

namespace OpsPortal.Tests.Architecture;

/// <summary>What types may be called, need and know.</summary>
public sealed partial class TypesStaySimple
{
    /// <summary>Words that say nothing of what a thing is. The service catalogue's Service is a thing, and lives in Estate.</summary>
    private static readonly string[] Hollow = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Data", "Info", "Processor", "View Model", "Service"];

    private static readonly Assembly[] Product = [typeof(Flow).Assembly, typeof(Program).Assembly];

    private static readonly List<Type> Types = [.. Product.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("OpsPortal", StringComparison.Ordinal) == true && !type.Namespace.Contains("Migrations", StringComparison.Ordinal))
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.Contains('<'))];

    [Fact]
    public void The_domain_knows_only_the_base_library_and_time_zones() =>
        Assert.All(typeof(Flow).Assembly.GetReferencedAssemblies(), reference => Assert.True(
            reference.Name!.StartsWith("System", StringComparison.Ordinal) || reference.Name == "NodaTime", $"OpsPortal.Domain references {reference.Name}"));

    [Fact]
    public void Only_scheduling_knows_how_time_zones_are_kept() => Assert.Empty(Sources.All
        .Where(file => file.Text.Contains("using NodaTime", StringComparison.Ordinal) && !file.Path.StartsWith("OpsPortal.Domain/Scheduling/", StringComparison.Ordinal) && !file.Path.StartsWith("OpsPortal.Tests/", StringComparison.Ordinal))
        .Select(file => file.Path));

    [Fact]
    public void No_type_has_a_hollow_name() => Assert.Empty(Types
        .Where(type => !type.FullName!.Contains(".Estate", StringComparison.Ordinal))
        .Where(type => Hollow.Any(word => $" {Humps().Replace(type.Name, " $0")} ".Contains($" {word} ", StringComparison.Ordinal)))
        .Select(type => type.FullName));

    [Fact]
    public void No_constructor_takes_more_than_5_dependencies() => Assert.Empty(Types
        .Where(type => type is { IsClass: true, IsAbstract: false } && !IsRecord(type) && !type.IsSubclassOf(typeof(Exception)) && !type.IsSubclassOf(typeof(Attribute)))
        .Select(type => (Type: type, Dependencies: Dependencies(type)))
        .Where(found => found.Dependencies > 5)
        .Select(found => $"{found.Type.FullName}: {found.Dependencies}"));

    [Fact]
    public void No_log_event_number_is_used_twice() => Assert.Empty(Types
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(method => (Method: $"{method.DeclaringType!.Name}.{method.Name}", method.GetCustomAttribute<Microsoft.Extensions.Logging.LoggerMessageAttribute>()?.EventId))
        .Where(message => message.EventId is not null)
        .GroupBy(message => message.EventId, message => message.Method)
        .Where(number => number.Count() > 1)
        .Select(number => $"{number.Key}: {string.Join(", ", number)}"));

    /// <summary>What it is given at birth: by constructor or, in a component, by injected property. Plain values are settings, not dependencies.</summary>
    private static int Dependencies(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(constructor => constructor.GetParameters().Count(parameter => !parameter.ParameterType.IsValueType && parameter.ParameterType != typeof(string)))
            .DefaultIfEmpty().Max()
        + type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Count(property => property.IsDefined(typeof(InjectAttribute)));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    [GeneratedRegex("(?<!^)[A-Z][a-z]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();
}
