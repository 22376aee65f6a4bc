using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Estate.Mapping;

namespace OpsPortal.Features.Estate.Mapping;

/// <summary>The rules from labels to services; there is one list of them, or none as long as nobody has changed the usual ones.</summary>
public sealed class StoredMapping
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>In the order they are tried.</summary>
    public IReadOnlyList<MappingRule> Rules { get; set; } = [];

    /// <summary>Raised by every change.</summary>
    public int Version { get; set; }

    public string ChangedBy { get; set; } = "";
}

internal sealed class StoredMappingConfiguration : IEntityTypeConfiguration<StoredMapping>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<StoredMapping> mapping)
    {
        mapping.ToTable("service_mapping").HasKey(m => m.Id);
        mapping.Property(m => m.Id).ValueGeneratedNever();
        mapping.Property(m => m.Version).IsConcurrencyToken();
        mapping.Property(m => m.ChangedBy).HasMaxLength(Domain.People.Person.MaxNameLength);
        mapping.Property(m => m.Rules).HasConversion(
            rules => JsonSerializer.Serialize(rules, Json),
            stored => JsonSerializer.Deserialize<MappingRule[]>(stored, Json) ?? Array.Empty<MappingRule>(),
            new ValueComparer<IReadOnlyList<MappingRule>>((a, b) => a!.SequenceEqual(b!), rules => rules.Count, rules => rules));
    }
}
