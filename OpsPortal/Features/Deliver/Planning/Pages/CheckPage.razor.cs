using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Planning.Pages;

/// <summary>What planning says of some services, or of a change: room, readiness, clashes, and who is hit. All that is asked stands in the address.</summary>
public sealed partial class CheckPage(Catalogue catalogue, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    [Inject] private CheckTools Tools { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "change")] private string? ChangeText { get; set; }

    [SupplyParameterFromQuery(Name = "services")] private string? Services { get; set; }

    [SupplyParameterFromQuery(Name = "environment")] private string? Environment { get; set; }

    private string ServicesText { get; set; } = "";

    private string EnvironmentText { get; set; } = "";

    private Change? Found { get; set; }

    private PlannedWork? Plan { get; set; }

    private IReadOnlyList<Clash> Clashes { get; set; } = [];

    private string Fault { get; set; } = "";

    private IEnumerable<CatalogueEntry> Known => catalogue.Current.Services.Take(500);

    protected override async Task OnParametersSetAsync()
    {
        (Found, Plan, Clashes, Fault) = (null, null, [], "");
        (ServicesText, EnvironmentText) = (Services ?? "", Environment ?? "");
        if (ChangeText is { Length: > 0 } text)
        {
            if (!ChangeNumber.TryParse(text, null, out var number) || await Tools.FindAsync(number, _leaving.Token) is not { } found) Fault = $"There is no change {text}.";
            else
            {
                (Found, Plan, Clashes) = (found.Change, found.Work, found.Clashes);
                (ServicesText, EnvironmentText) = (string.Join(", ", found.Work.Services), found.Work.Environment);
            }

            return;
        }

        var keys = new List<ServiceKey>();
        foreach (var word in ServicesText.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ServiceKey.Read(word) is Outcome<ServiceKey>.Done(var key) && catalogue.Current.Find(key) is not null) keys.Add(key);
            else Fault = $"There is no service {word}.";
        }

        if (keys.Count > 0 && Fault.Length == 0)
        {
            Plan = new(Domain.Deliver.Clashes.Clashes.ChangeWork, "", "", keys, EnvironmentText.Trim(), default, default) { ReachesUsers = ChangeWork.Tiers(keys, EnvironmentText.Trim(), catalogue.Current).Contains(Tier.Production) };
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void Ask() => navigation.NavigateTo($"/calendar/check?services={Uri.EscapeDataString(ServicesText.Trim())}&environment={Uri.EscapeDataString(EnvironmentText.Trim())}");
}
