using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Freezes;

internal sealed class FreezeConfiguration : IEntityTypeConfiguration<Freeze>
{
    public void Configure(EntityTypeBuilder<Freeze> freeze)
    {
        freeze.ToTable("freezes").HasKey(f => f.Id);
        freeze.Property(f => f.Id).ValueGeneratedNever();
        freeze.Property(f => f.Name).HasMaxLength(Freeze.MaxNameLength);
        freeze.Property(f => f.Reason).HasMaxLength(Freeze.MaxReasonLength);
        freeze.Property(f => f.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        freeze.Property(f => f.CreatedBy).HasMaxLength(Person.MaxNameLength);
        freeze.Property(f => f.LiftedBy).HasMaxLength(Person.MaxNameLength);
        freeze.Property(f => f.Version).IsConcurrencyToken();
        freeze.Property(f => f.Services).HasConversion(
            services => string.Join(' ', services), stored => Read(stored),
            new ValueComparer<IReadOnlyList<ServiceKey>>((a, b) => ReferenceEquals(a, b), services => services.Count, services => services));
        freeze.Ignore(f => f.IsLifted);
        freeze.HasIndex(f => f.EndsAt);
    }

    private static ServiceKey[] Read(string stored) => [.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => new ServiceKey(key))];
}
