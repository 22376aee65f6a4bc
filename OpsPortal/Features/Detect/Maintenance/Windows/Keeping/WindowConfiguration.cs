using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

internal sealed class WindowConfiguration : IEntityTypeConfiguration<MaintenanceWindow>
{
    public void Configure(EntityTypeBuilder<MaintenanceWindow> window)
    {
        window.ToTable("maintenance_windows").HasKey(w => w.Number);
        window.Property(w => w.Number).HasConversion(number => number.Value, stored => new WindowNumber(stored)).ValueGeneratedNever();
        window.Property(w => w.Title).HasMaxLength(MaintenanceWindow.MaxTitleLength);
        window.Property(w => w.Reason).HasMaxLength(MaintenanceWindow.MaxReasonLength);
        window.Property(w => w.OwnerName).HasMaxLength(Person.MaxNameLength);
        window.Property(w => w.RequestedBy).HasMaxLength(Person.MaxNameLength);
        window.Property(w => w.ChangedBy).HasMaxLength(Person.MaxNameLength);
        window.Property(w => w.ApprovedBy).HasMaxLength(Person.MaxNameLength);
        window.Property(w => w.State).HasConversion<string>().HasMaxLength(20);
        window.Property(w => w.Version).IsConcurrencyToken();
        window.Ignore(w => w.NewMoments);
        window.Ignore(w => w.IsOver);
        window.Ignore(w => w.AlarmIsDue);

        // Each part is replaced as a whole, never changed in place.
        window.Property(w => w.Schedule).HasConversion(part => StoredWindow.Write(part), stored => StoredWindow.ReadSchedule(stored), Replaced<Schedule>());
        window.Property(w => w.Scope).HasConversion(part => StoredWindow.Write(part), stored => StoredWindow.ReadScope(stored), Replaced<WindowScope>());
        window.Property(w => w.Effect).HasConversion(part => StoredWindow.Write(part), stored => StoredWindow.ReadEffect(stored), Replaced<WindowEffect>());

        window.HasIndex(w => w.NextEdgeAt).HasFilter("\"NextEdgeAt\" IS NOT NULL").HasDatabaseName("ix_maintenance_windows_due");
        window.HasIndex(w => new { w.State, w.ShownAt }).HasDatabaseName("ix_maintenance_windows_list");
        window.HasIndex(w => w.EndsAt).HasDatabaseName("ix_maintenance_windows_range");
    }

    private static ValueComparer<T> Replaced<T>() where T : class => new((a, b) => ReferenceEquals(a, b), part => part.GetHashCode(), part => part);
}

internal sealed class WindowMomentConfiguration : IEntityTypeConfiguration<WindowMoment>
{
    public void Configure(EntityTypeBuilder<WindowMoment> moment)
    {
        moment.ToTable("maintenance_moments").HasKey(m => m.Id);
        moment.Property(m => m.Window).HasConversion(number => number.Value, stored => new WindowNumber(stored));
        moment.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        moment.Property(m => m.By).HasMaxLength(Person.MaxNameLength);
        moment.HasIndex(m => new { m.Window, m.Id }).HasDatabaseName("ix_maintenance_moments_window");
    }
}
