using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

internal sealed class GatewayConfiguration : IEntityTypeConfiguration<GatewayRoute>
{
    public void Configure(EntityTypeBuilder<GatewayRoute> route)
    {
        route.ToTable("gateway_routes").HasKey(r => r.Id);
        route.Property(r => r.Id).ValueGeneratedNever();
        route.Property(r => r.Environment).HasMaxLength(GatewayRoute.MaxEnvironmentLength);
        route.Property(r => r.Host).HasMaxLength(GatewayRouteDraft.MaxHostLength);
        route.Property(r => r.PathPrefix).HasMaxLength(GatewayRouteDraft.MaxPrefixLength);
        route.Property(r => r.Sticky).HasConversion<string>().HasMaxLength(20);
        route.Property(r => r.StickyName).HasMaxLength(60);
        route.Property(r => r.Sides).HasConversion(new StoredJsonColumn<IReadOnlyList<GatewaySide>>(), StoredJsonColumn<IReadOnlyList<GatewaySide>>.Replaced);
        route.Property(r => r.ChangedBy).HasMaxLength(Person.MaxNameLength);
        route.Property(r => r.Version).IsConcurrencyToken();
        route.HasIndex(r => new { r.Service, r.Environment }).IsUnique().HasDatabaseName("ux_gateway_routes_place");
        route.HasIndex(r => new { r.Host, r.PathPrefix }).IsUnique().HasDatabaseName("ux_gateway_routes_match");
    }
}
