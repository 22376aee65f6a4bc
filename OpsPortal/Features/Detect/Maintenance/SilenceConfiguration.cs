using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Detect.Maintenance;

internal sealed class SilenceConfiguration : IEntityTypeConfiguration<Silence>
{
    private sealed record StoredMatcher(string Name, MatchKind Kind, string Value);

    public void Configure(EntityTypeBuilder<Silence> silence)
    {
        silence.ToTable("silences").HasKey(s => s.Id);
        silence.Property(s => s.Id).ValueGeneratedNever();
        silence.Property(s => s.CreatedBy).HasMaxLength(Silence.MaxTextLength);
        silence.Property(s => s.Comment).HasMaxLength(Silence.MaxTextLength);
        silence.Property(s => s.Version).IsConcurrencyToken();
        silence.HasIndex(s => s.EndsAt);
        silence.Property(s => s.Matchers).HasConversion(
            matchers => Write(matchers),
            stored => Read(stored),
            new ValueComparer<IReadOnlyList<Matcher>>((a, b) => a!.SequenceEqual(b!), matchers => matchers.Count, matchers => matchers));
    }

    private static string Write(IReadOnlyList<Matcher> matchers) =>
        JsonSerializer.Serialize(matchers.Select(m => new StoredMatcher(m.Name, m.Kind, m.Value)), JsonSerializerOptions.Default);

    private static Matcher[] Read(string stored) =>
        [.. JsonSerializer.Deserialize<StoredMatcher[]>(stored, JsonSerializerOptions.Default)!.Select(m => Matcher.Create(m.Name, m.Kind, m.Value) switch
        {
            Outcome<Matcher>.Done(var matcher) => matcher,
            _ => throw new InvalidOperationException($"The stored matcher {m} is not valid."),
        })];
}
