using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Queries;

namespace OpsPortal.Features.Home.Widgets.Estate;

/// <summary>The services that are not well, the worst first, and how many are.</summary>
public sealed partial class HealthWidget(ServiceHealth health) : ComponentBase
{
    private const int Most = 24;

    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private Catalogue Catalogue { get; set; } = default!;

    private HealthBoard? Shown { get; set; }

    private int Known { get; set; }

    private IReadOnlyList<(CatalogueEntry Service, Health Health)> Ill { get; set; } = [];

    protected override async Task OnParametersSetAsync()
    {
        Shown = await health.ReadAsync(CancellationToken.None);
        var services = Catalogue.Current.Services;
        Known = services.Count;
        Ill = [.. services.Select(service => (service, Shown.Of(service.Key))).Where(one => one.Item2.Level != HealthLevel.Well).OrderByDescending(one => one.Item2.Level).ThenBy(one => one.Item2.Worst).ThenBy(one => one.service.Facts.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
