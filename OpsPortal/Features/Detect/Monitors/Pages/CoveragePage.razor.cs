using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Detect.Monitors.Queries;

namespace OpsPortal.Features.Detect.Monitors.Pages;

/// <summary>Services by kinds of monitoring, with what is missing.</summary>
public sealed partial class CoveragePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    [Inject] private Coverage Coverage { get; set; } = default!;

    private IReadOnlyList<Covered>? Services { get; set; }

    private string Said
    {
        get
        {
            if (Services is null) return "";
            if (Services.Count == 0) return "No service is known yet: neither a monitor nor an open event names one.";
            var gaps = Services.Sum(service => service.Gaps.Count());
            return gaps == 0 ? $"All {Services.Count} services are covered in every kind." : $"{gaps} {(gaps == 1 ? "gap" : "gaps")} in {Services.Count} {(Services.Count == 1 ? "service" : "services")}: a kind that no enabled monitor covers.";
        }
    }

    protected override async Task OnInitializedAsync() => Services = await Coverage.ReadAsync(_leaving.Token);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
