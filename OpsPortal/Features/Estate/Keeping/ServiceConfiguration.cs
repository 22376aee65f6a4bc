using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Estate.Keeping;

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> service)
    {
        service.ToTable("services").HasKey(s => s.Key);
        service.Property(s => s.Key).ValueGeneratedNever();
        service.Property(s => s.Name).HasMaxLength(ServiceDraft.MaxNameLength);
        service.Property(s => s.Description).HasMaxLength(ServiceDraft.MaxDescriptionLength);
        service.Property(s => s.Criticality).HasConversion<string>().HasMaxLength(20);
        service.Property(s => s.Environments).HasConversion(Parts<ServiceEnvironment>.Column, Parts<ServiceEnvironment>.Comparer);
        service.Property(s => s.Components).HasConversion(Parts<ServiceComponent>.Column, Parts<ServiceComponent>.Comparer);
        service.Property(s => s.PeakHours).HasConversion(
            hours => string.Join('\n', hours), stored => Hours(stored),
            new ValueComparer<IReadOnlyList<PeakHours>>((a, b) => (a ?? Array.Empty<PeakHours>()).SequenceEqual(b ?? Array.Empty<PeakHours>()), hours => hours.Count, hours => hours));
        service.Property(s => s.Version).IsConcurrencyToken();
        service.HasOne<Team>().WithMany().HasForeignKey(s => s.Team).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<Person>().WithMany().HasForeignKey(s => s.Person).OnDelete(DeleteBehavior.Restrict);
        service.HasMany(s => s.Needs).WithOne().HasForeignKey(need => need.From).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>One in each line; none where services are older than their peak hours.</summary>
    private static PeakHours[] Hours(string stored) =>
        [.. stored.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => PeakHours.Read(line) is Domain.Kernel.Outcome<PeakHours>.Done(var hours) ? hours : PeakHours.Unreadable(line))];
}

internal sealed class NeedConfiguration : IEntityTypeConfiguration<Need>
{
    public void Configure(EntityTypeBuilder<Need> need)
    {
        need.ToTable("service_needs").HasKey(n => new { n.From, n.To, n.Kind });
        need.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
        need.HasOne<Service>().WithMany().HasForeignKey(n => n.To).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TeamConfiguration : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.ToTable("teams").HasKey(t => t.Id);
        team.Property(t => t.Id).ValueGeneratedNever();
        team.Property(t => t.Name).HasMaxLength(TeamDraft.MaxNameLength);
        team.Property(t => t.NameKey).HasMaxLength(TeamDraft.MaxNameLength);
        team.HasIndex(t => t.NameKey).IsUnique();
        team.Property(t => t.Mail).HasMaxLength(TeamDraft.MaxMailLength);
        team.Property(t => t.Version).IsConcurrencyToken();
        team.HasMany(t => t.Members).WithOne().HasForeignKey(member => member.Team).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TeamMemberConfiguration : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.ToTable("team_members").HasKey(m => new { m.Team, m.Person });
        member.HasOne<Person>().WithMany().HasForeignKey(m => m.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>The small parts of a service as one JSON array.</summary>
file static class Parts<T>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static ValueConverter<IReadOnlyList<T>, string> Column { get; } = new(
        parts => JsonSerializer.Serialize(parts, Json), stored => JsonSerializer.Deserialize<T[]>(stored, Json) ?? Array.Empty<T>());

    public static ValueComparer<IReadOnlyList<T>> Comparer { get; } = new(
        (a, b) => a!.SequenceEqual(b!), parts => parts.Count, parts => parts);
}
