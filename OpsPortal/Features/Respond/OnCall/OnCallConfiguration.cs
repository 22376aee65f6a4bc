using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Respond.OnCall;

internal sealed class RotationConfiguration : IEntityTypeConfiguration<Rotation>
{
    /// <summary>A shift at rest: people by their ids.</summary>
    private sealed record StoredShift(string Name, TimeOnly From, TimeOnly Until, IReadOnlyList<DayOfWeek> Days, IReadOnlyList<Guid> People, int EveryDays);

    public void Configure(EntityTypeBuilder<Rotation> rotation)
    {
        rotation.ToTable("rotations").HasKey(r => r.Id);
        rotation.Property(r => r.Id).ValueGeneratedNever();
        rotation.Property(r => r.Name).HasMaxLength(ShiftTime.MaxNameLength);
        rotation.Property(r => r.Zone).HasMaxLength(Zones.MaxLength);
        rotation.Property(r => r.ChangedBy).HasMaxLength(Person.MaxNameLength);
        rotation.Property(r => r.Version).IsConcurrencyToken();
        rotation.Property(r => r.Shifts).HasConversion(
            shifts => Write(shifts), stored => Read(stored),
            new ValueComparer<IReadOnlyList<ShiftTime>>((one, other) => ReferenceEquals(one, other), shifts => shifts.Count, shifts => shifts));
        rotation.HasIndex(r => new { r.Team, r.Name }).IsUnique();
    }

    private static string Write(IReadOnlyList<ShiftTime> shifts) =>
        JsonSerializer.Serialize(shifts.Select(shift => new StoredShift(shift.Name, shift.From, shift.Until, shift.Days, [.. shift.People.Select(person => person.Value)], shift.EveryDays)));

    private static ShiftTime[] Read(string stored) =>
        [.. JsonSerializer.Deserialize<StoredShift[]>(stored)!.Select(shift => new ShiftTime(shift.Name, shift.From, shift.Until, shift.Days, [.. shift.People.Select(id => new PersonId(id))], shift.EveryDays))];
}

internal sealed class RotationOverrideConfiguration : IEntityTypeConfiguration<RotationOverride>
{
    public void Configure(EntityTypeBuilder<RotationOverride> one)
    {
        one.ToTable("rotation_overrides").HasKey(o => o.Id);
        one.Property(o => o.Id).ValueGeneratedNever();
        one.Property(o => o.Shift).HasMaxLength(ShiftTime.MaxNameLength);
        one.Property(o => o.Reason).HasMaxLength(RotationOverride.MaxReasonLength);
        one.Property(o => o.By).HasMaxLength(Person.MaxNameLength);
        one.HasIndex(o => new { o.Rotation, o.Until });
        one.HasOne<Rotation>().WithMany().HasForeignKey(o => o.Rotation).OnDelete(DeleteBehavior.Cascade);
    }
}
