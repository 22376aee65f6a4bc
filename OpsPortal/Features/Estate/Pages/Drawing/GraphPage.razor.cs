using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Live;

namespace OpsPortal.Features.Estate.Pages.Drawing;

/// <summary>What needs what, drawn, with the health of the moment.</summary>
public sealed partial class GraphPage(GraphViews views, Catalogue catalogue, NavigationManager navigation, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int UsualSteps = 2, MostSteps = 6, MostFound = 8, MostNames = 6;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    [SupplyParameterFromQuery] public string? Focus { get; set; }

    [SupplyParameterFromQuery] public string? Team { get; set; }

    [SupplyParameterFromQuery] public int? Up { get; set; }

    [SupplyParameterFromQuery] public int? Down { get; set; }

    private GraphView? View { get; set; }

    /// <summary>What is looked for by name.</summary>
    private string Text { get; set; } = "";

    private GraphWish Wish => new(
        ServiceKey.TryParse(Focus, null, out var key) ? key : null, Team ?? "", Math.Clamp(Up ?? UsualSteps, 0, MostSteps), Math.Clamp(Down ?? UsualSteps, 0, MostSteps));

    private IReadOnlyList<string> Teams => [.. catalogue.Current.Services.Select(service => service.TeamName).Where(team => team.Length > 0).Distinct().Order(StringComparer.OrdinalIgnoreCase)];

    private IReadOnlyList<CatalogueEntry> Found => [.. catalogue.Current.Services
        .Where(service => service.Key.Value.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase) || service.Facts.Name.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase)).Take(MostFound)];

    private ServiceRow? FocusRow => Wish.Focus is { } focus ? View?.Rows.Values.FirstOrDefault(row => row.Key == focus) : null;

    private static RenderFragment StepChoices => builder =>
    {
        for (var step = 0; step <= MostSteps; step++)
        {
            builder.OpenElement(0, "option");
            builder.AddAttribute(1, "value", step);
            builder.AddContent(2, step);
            builder.CloseElement();
        }
    };

    protected override void OnInitialized() => _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Services, ChangeKind.Health);

    protected override Task OnParametersSetAsync() => ReadAsync();

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            var wish = Wish;
            var view = await views.ReadAsync(wish, _leaving.Token);
            if (wish == Wish) View = view;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            View = null; // nobody looks any more
        }
    }

    private static int? Steps(ChangeEventArgs change) => int.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) ? steps : null;

    private void Forget() => Text = "";

    private string Href(ServiceKey key) => navigation.GetUriWithQueryParameters("/services/graph", new Dictionary<string, object?> { ["focus"] = key.Value, ["up"] = Up, ["down"] = Down });

    private void Go(string? focus, string? team, int? up = null, int? down = null) => navigation.NavigateTo(navigation.GetUriWithQueryParameters("/services/graph", new Dictionary<string, object?>
    {
        ["focus"] = focus,
        ["team"] = team is { Length: > 0 } ? team : null,
        ["up"] = focus is null ? null : up ?? Up,
        ["down"] = focus is null ? null : down ?? Down,
    }));

    /// <summary>Services by name, also those that are not drawn.</summary>
    private string Names(ReadOnlySpan<int> services)
    {
        if (View is null || services.Length == 0) return "–";
        var names = new List<string>();
        foreach (var service in services[..Math.Min(MostNames, services.Length)]) names.Add(catalogue.Current.Find(View.Graph[service])?.Facts.Name ?? View.Graph[service].Value);
        return string.Join(", ", names) + (services.Length > MostNames ? $" and {services.Length - MostNames} more" : "");
    }
}
