using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("persons").HasKey(p => p.Id);
        person.Property(p => p.Id).ValueGeneratedNever();
        person.Property(p => p.Name).HasMaxLength(Person.MaxNameLength);
        person.HasMany(p => p.Duties).WithOne().HasForeignKey(grant => grant.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DutyGrantConfiguration : IEntityTypeConfiguration<DutyGrant>
{
    public void Configure(EntityTypeBuilder<DutyGrant> grant)
    {
        grant.ToTable("duty_grants").HasKey(g => new { g.Person, g.Duty });
        grant.Property(g => g.Duty).HasConversion<string>().HasMaxLength(20);
        grant.Property(g => g.GrantedBy).HasMaxLength(Person.MaxNameLength);
        grant.Property(g => g.Group).HasMaxLength(256);
    }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");
        account.Property(a => a.TotpSecret).HasMaxLength(64);
        account.Property(a => a.RecoveryCodes).HasConversion(Strings.Column, Strings.Comparer);
        account.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys").HasKey(k => k.Id);
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        key.Property(k => k.Prefix).HasMaxLength(20);
        key.Property(k => k.Hash).HasMaxLength(64);
        key.HasIndex(k => k.Hash).IsUnique();
        key.Property(k => k.Scopes).HasConversion(Strings.Column, Strings.Comparer);
    }
}

/// <summary>A short list of words as one JSON array.</summary>
file static class Strings
{
    public static ValueConverter<IReadOnlyList<string>, string> Column { get; } = new(
        list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
        stored => JsonSerializer.Deserialize<string[]>(stored, JsonSerializerOptions.Default)!);

    public static ValueComparer<IReadOnlyList<string>> Comparer { get; } = new(
        (a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToArray());
}
